"""Makes the layout of the map: every authority a hexagon near where it lies, none of them larger than another.

python -m reports.charts.hexagons > reports/data/hexagons.csv

Authorities are pushed apart from the middle of their areas (reports/data/centroids.csv) until each has room; the cells
that lie closest together are taken, and shared out so that neighbours stay near (scipy's linear assignment). Run it
again when the lists change, and look at the map.
"""

import csv
import sys
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.spatial import Delaunay, cKDTree

from reports.words.labels import rows
from store.reference.tables import reference_rows

AREA_KM2 = 133_000  # room that a panel takes, somewhat less than England and Wales have
STEPS = 900
WATER_KM = 30.0  # Welsh and south-western authorities farther apart than this have the Bristol Channel between them
WHOLE = frozenset({"district", "icb"})  # panels that leave no part of the land out: their hexagons stand close
APART = 0.4  # hexagons of the others are as wide as such a share of them lies apart
LEAST_ROUND = 5  # an empty cell with so many taken neighbours is a hole in the land
Points = NDArray[np.float64]
Pairs = NDArray[np.int64]


@dataclass(frozen=True)
class Places:
    """Authorities of one panel with the middle of their areas in km, and whether each is Welsh or south-western."""

    ids: list[str]
    middle: Points
    welsh: NDArray[np.bool_]
    western: NDArray[np.bool_]

    def are_parted(self, pairs: Pairs) -> NDArray[np.bool_]:
        """Which pairs have the Bristol Channel between them."""
        first, second = pairs[:, 0], pairs[:, 1]
        across = (self.welsh[first] & self.western[second]) | (self.welsh[second] & self.western[first])
        is_far: NDArray[np.bool_] = np.linalg.norm(self.middle[first] - self.middle[second], axis=1) > WATER_KM
        return across & is_far


def main() -> None:
    """Writes every panel as CSV to standard output."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["panel", "authority_id", "column", "row"])
    for panel, places in panels().items():
        cells = layout(places, is_whole=panel in WHOLE)
        writer.writerows(sorted((panel, ident, column, row) for ident, (column, row) in cells.items()))


def panels() -> dict[str, Places]:
    """The panels: districts and unitaries, counties, combined authorities, and integrated care boards."""
    councils = {row["authority_id"]: row for row in reference_rows("registers/local_authorities")}
    boards = {row["ods_code"] for row in reference_rows("registers/nhs_bodies")}
    middle = {
        row["authority_id"]: (int(row["easting"]) / 1000, int(row["northing"]) / 1000) for row in rows("centroids")
    }
    regions: dict[str, dict[str, str]] = {"district": {}, "county": {}, "combined_authority": {}, "icb": {}}
    regions["district"] = {ident: councils[ident]["region_code"] for ident in middle}
    members: dict[str, list[str]] = {}
    for row in rows("area_members"):
        members.setdefault(row["area_id"], []).append(row["member_id"])
    # Counties first: they are members of others.
    for area in sorted(members, key=lambda area: councils.get(area, {}).get("kind") != "county"):
        own = members[area]
        is_board = area in boards or area.endswith("integrated-care-board")
        panel = "icb" if is_board else councils.get(area, {"kind": "combined_authority"})["kind"]
        regions[panel][area] = councils[own[0]]["region_code"]
        middle[area] = tuple(np.mean([middle[each] for each in own], axis=0))
    return {panel: _places(own, middle) for panel, own in regions.items()}


def _places(regions: dict[str, str], middle: dict[str, tuple[float, float]]) -> Places:
    ids = sorted(regions)
    codes = np.array([regions[ident] for ident in ids])
    return Places(ids, np.array([middle[ident] for ident in ids]), codes == "TLL", codes == "TLK")


def layout(places: Places, *, is_whole: bool) -> dict[str, tuple[int, int]]:
    """Column and row of every authority; rows count from the top, and odd ones stand half a hexagon to the right."""
    if is_whole:
        width = 2 * float(np.sqrt(AREA_KM2 / len(places.ids) / (2 * np.sqrt(3))))
        spread = spread_out(places, width)
    else:
        width = float(np.quantile(cKDTree(places.middle).query(places.middle, k=2)[0][:, 1], APART))
        spread = places.middle
    low, high = spread.min(axis=0) - 2 * width, spread.max(axis=0) + 2 * width
    columns, lines = (int(n) for n in (high - low) / [width, width * np.sqrt(3) / 2])
    grid = np.array([(column, row) for row in range(lines) for column in range(columns)])
    across = low[0] + (grid[:, 0] + 0.5 * (grid[:, 1] % 2)) * width
    centres = np.column_stack([across, high[1] - grid[:, 1] * width * np.sqrt(3) / 2])
    squares = ((spread[:, None, :] - centres[None]) ** 2).sum(axis=2)
    taken = land(squares, centres, width) if is_whole else np.arange(len(grid))
    _, chosen = linear_sum_assignment(squares[:, taken])
    cells = grid[taken[chosen]]
    first = cells.min(axis=0)
    first[1] -= first[1] % 2  # odd rows stay odd
    return {ident: (int(column), int(row)) for ident, (column, row) in zip(places.ids, cells - first, strict=True)}


def neighbours(places: Places) -> Pairs:
    """Pairs of authorities that lie beside each other on land."""
    middle = places.middle
    triangles = Delaunay(middle).simplices
    sides = np.vstack([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [0, 2]]])
    pairs = np.unique(np.sort(sides, axis=1), axis=0)
    room = cKDTree(middle).query(middle, k=min(7, len(middle)))[0][:, 1:].mean(axis=1)
    length = np.linalg.norm(middle[pairs[:, 0]] - middle[pairs[:, 1]], axis=1)
    return np.asarray(pairs[(length < 2.2 * room[pairs].max(axis=1)) & ~places.are_parted(pairs)])


def spread_out(places: Places, width: float) -> Points:
    """The middles moved until no two are nearer than `width`, with neighbours close and in their old direction."""
    at, pairs = places.middle.copy(), neighbours(places)
    old = at[pairs[:, 1]] - at[pairs[:, 0]]
    old /= np.linalg.norm(old, axis=1)[:, None]
    for _ in range(STEPS):
        force = np.zeros_like(at)
        tree = cKDTree(at)
        _push(force, at, tree.query_pairs(width, output_type="ndarray"), width, 0.25)
        near = tree.query_pairs(1.8 * width, output_type="ndarray")
        _push(force, at, near[places.are_parted(near)], 1.8 * width, 0.1)
        step = at[pairs[:, 1]] - at[pairs[:, 0]]
        length = np.maximum(np.linalg.norm(step, axis=1), 1e-6)[:, None]
        pull = np.clip(length - width, 0, None) * step / length * 0.03
        np.add.at(force, pairs[:, 0], pull)
        np.add.at(force, pairs[:, 1], -pull)
        twist = (old * length - step) * 0.05
        np.add.at(force, pairs[:, 1], twist)
        np.add.at(force, pairs[:, 0], -twist)
        at += np.clip(force, -width / 2, width / 2)
    return at


def _push(force: Points, at: Points, pairs: Pairs, room: float, strength: float) -> None:
    """Adds to `force` what drives pairs apart that are nearer than `room`."""
    step = at[pairs[:, 0]] - at[pairs[:, 1]]
    length = np.maximum(np.linalg.norm(step, axis=1), 1e-6)[:, None]
    push = (room - length) * step / length * strength
    np.add.at(force, pairs[:, 0], push)
    np.add.at(force, pairs[:, 1], -push)


def land(squares: Points, centres: Points, width: float) -> NDArray[np.int64]:
    """As many cells as authorities: those that most of them lie near, without a hole in the land."""
    count = len(squares)
    crowd = np.exp(-squares / (2 * (0.7 * width) ** 2)).sum(axis=0)
    beside = cKDTree(centres).query_ball_point(centres, 1.1 * width)
    for _ in range(count):
        taken = set(np.argsort(-crowd, kind="stable")[:count].tolist())
        holes = [
            cell for cell, near in enumerate(beside) if cell not in taken and len(taken & set(near)) >= LEAST_ROUND
        ]
        if not holes:
            break
        crowd[holes] = crowd.max()
    return np.array(sorted(taken))


if __name__ == "__main__":
    main()
