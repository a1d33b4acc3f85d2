"""Golden values of point clouds: writes Tests/PreparingTests/PointClouds/golden-point-clouds.json.

    tools/golden/make point_clouds

Outliers are by the definition of PCL's StatisticalOutlierRemoval and RadiusOutlierRemoval, computed with scipy's k-d tree;
densities are counts of numpy's floored coordinates. Files are read by pypcd4 and laspy, readers other than ours. Two drawn
clouds stand in the file itself, the others are named.
"""
import json
import sys
from pathlib import Path

import laspy
import numpy as np
from pypcd4 import PointCloud
from scipy.spatial import cKDTree

OUT = Path(__file__).resolve().parents[2] / "Tests/PreparingTests/PointClouds/golden-point-clouds.json"
NEIGHBOURS, DEVIATIONS, RADIUS_NEIGHBOURS = 50, 1.0, 5
LARGEST = 50_000
FILES = [
    ("bunny.pcd", 0.01, 0.02), ("milk.pcd", 0.02, 0.005), ("sac_plane_test.pcd", 0.05, 0.03), ("office1.pcd", 0.25, None), ("table_scene_mug_stereo_textured.pcd", 0.05, None),
    ("simple.las", 50.0, 150.0), ("simple1_3.las", 50.0, 60.0), ("1_4_w_evlr.las", 50.0, 60.0), ("extrabytes.las", 50.0, 100.0),
]


def drawn():
    draw = np.random.default_rng(5)
    floor = np.column_stack([draw.uniform(-6, 6, 260), draw.uniform(-6, 6, 260), draw.normal(0.1, 0.02, 260)])
    box = np.column_stack([draw.uniform(1, 2, 120), draw.uniform(1, 2, 120), draw.uniform(0, 1.5, 120)])
    far = draw.uniform(-30, 30, (12, 3))
    points = np.round(np.vstack([floor, box, far, floor[:15], np.zeros((4, 3))]), 3)
    yield "drawn", points[draw.permutation(len(points))], 1.0, 1.5
    small = np.round(draw.normal(0, 1, (30, 3)), 3)
    yield "fewer than neighbours", small, 0.5, 0.8


def read(path):
    if path.suffix == ".las":
        las = laspy.read(path)
        return np.column_stack([np.asarray(las.x), np.asarray(las.y), np.asarray(las.z)]).astype(float)
    head, _, rows = path.read_bytes().partition(b"DATA ascii\n")
    if rows:
        return np.loadtxt(rows.decode().splitlines())[:, :3]
    return PointCloud.from_path(path).numpy(("x", "y", "z")).astype(float)


def quantiles(cells, size):
    counts = np.unique(cells, axis=0, return_counts=True)[1]
    return len(counts), [float(value) for value in np.quantile(counts / size, [0.05, 0.25, 0.5, 0.75, 0.95])]


def measured(name, points, voxel, radius):
    nan = np.isnan(points).any(axis=1)
    infinite = np.isinf(points).any(axis=1) & ~nan
    zeros = (points == 0).all(axis=1)
    numbers = np.flatnonzero(~(nan | infinite | zeros))
    valid = points[numbers]
    case = {"name": name, "voxel": voxel, "points": len(points), "notANumber": int(nan.sum()), "infinite": int(infinite.sum()), "zeros": int(zeros.sum()), "valid": len(valid)}
    case["low"], case["high"] = valid.min(axis=0).tolist(), valid.max(axis=0).tolist()
    case["copies"] = 1 - len(np.unique(valid, axis=0)) / len(valid)
    cells = np.floor(valid / voxel).astype(np.int64)
    case["cubes"], case["perCube"] = quantiles(cells, voxel**3)
    case["squares"], case["perSquare"] = quantiles(cells[:, :2], voxel**2)
    if len(valid) <= LARGEST:
        tree = cKDTree(valid)
        used = min(NEIGHBOURS, len(valid) - 1)
        means = tree.query(valid, k=used + 1)[0][:, 1:].mean(axis=1)
        threshold = means.mean() + DEVIATIONS * means.std(ddof=1)
        outliers = np.flatnonzero(means > threshold)
        # PCL counts the point itself; fewer than five others is fewer than six with it.
        lonely = np.array(tree.query_ball_point(valid, radius, return_length=True)) - 1 < RADIUS_NEIGHBOURS
        case |= {"neighbours": used, "mean": means.mean(), "deviation": means.std(ddof=1), "threshold": threshold, "outliers": len(outliers), "radius": radius, "lonely": int(lonely.sum())}
        order = np.lexsort((numbers[outliers], -means[outliers]))[:100]
        case["farthest"] = [int(value) for value in numbers[outliers][order]]
        case["nearestToThreshold"] = float(np.abs(means - threshold).min() / threshold)
    return case


def main():
    folder = Path(sys.argv[1])
    found = []
    for name, points, voxel, radius in drawn():
        found.append(measured(name, points, voxel, radius) | {"coordinates": points.ravel().tolist()})
    for name, voxel, radius in FILES:
        found.append(measured(name, read(folder / name), voxel, radius))
    OUT.write_text(json.dumps(found, separators=(",", ":")) + "\n")
    for case in found:
        print({key: value for key, value in case.items() if key not in ("coordinates", "farthest")})


main()
