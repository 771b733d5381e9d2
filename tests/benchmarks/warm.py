"""What a simulated server loads once, before it forks the processes of its steps."""

from classifier import engine

ENGINE = engine.load_engine()


def use() -> None:
    """Let this process take the classifier that is loaded already."""
    engine.load_engine = lambda **_: ENGINE
