"""An S3 server that checks keys: wrong ones are told, harm nothing, and the right ones catch up."""

import json

import boto3
import pytest
from moto import settings
from moto.core.authorization import ActionAuthenticatorMixin

from store.lake.catalog import Place
from store.lake.errors import LakeError
from store.lake.run import catch_up
from store.lake.state import read_state
from tests.store.lake.made import Published, held, quiet

ALL = "s3:*"
READING = ["s3:GetObject", "s3:ListBucket", "s3:ListAllMyBuckets"]


def keys_of(bucket_place: Place, name: str, actions: str | list[str]) -> tuple[str, str]:
    """Keys of a user who may do this."""
    iam = boto3.client("iam", endpoint_url=bucket_place.endpoint)
    iam.create_user(UserName=name)
    allowed = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": actions, "Resource": "*"}]}
    iam.put_user_policy(UserName=name, PolicyName="allowed", PolicyDocument=json.dumps(allowed))
    made = iam.create_access_key(UserName=name)["AccessKey"]
    return made["AccessKeyId"], made["SecretAccessKey"]


def use(patch: pytest.MonkeyPatch, keys: tuple[str, str]) -> None:
    patch.setenv("AWS_ACCESS_KEY_ID", keys[0])
    patch.setenv("AWS_SECRET_ACCESS_KEY", keys[1])


@pytest.fixture
def keys(bucket_place: Place, monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[str, str]]:
    """The right keys, and others; from here on the server checks them."""
    right = keys_of(bucket_place, f"{bucket_place.warehouse[-8:]}-writer", ALL)
    reader = keys_of(bucket_place, f"{bucket_place.warehouse[-8:]}-reader", READING)
    monkeypatch.setattr(settings, "INITIAL_NO_AUTH_ACTION_COUNT", 0)
    monkeypatch.setattr(ActionAuthenticatorMixin, "request_count", 0)
    wrong = {"secret": (right[0], "wrong"), "unknown": ("nobody", right[1]), "reader": reader}
    return {"right": right, **wrong}


@pytest.mark.parametrize("wrong", [("secret",), pytest.param(("unknown", "reader"), marks=pytest.mark.long)])
def test_wrong_keys_are_told_and_harm_nothing(
    home: Published,
    bucket_place: Place,
    keys: dict[str, tuple[str, str]],
    monkeypatch: pytest.MonkeyPatch,
    wrong: tuple[str, ...],
) -> None:
    use(monkeypatch, keys["right"])
    catch_up(home.home, bucket_place, quiet)
    before = held(bucket_place)
    home.add("d")
    for which in wrong:
        use(monkeypatch, keys[which])
        with pytest.raises(LakeError, match=r"s3://lake/.* cannot be used: its keys are refused, or may not do this"):
            catch_up(home.home, bucket_place, quiet)
        assert "its keys are refused" in read_state(home.home).lag, which
        use(monkeypatch, keys["right"])
        assert held(bucket_place) == before, which
    catch_up(home.home, bucket_place, quiet)
    assert held(bucket_place) == home.all_rows()
    assert read_state(home.home).lag == ""
