"""Point clouds: LAS by `laspy`, PLY by `plyfile`, PCD by `pypcd4`."""
from pathlib import Path

import laspy
import numpy
from plyfile import PlyData
from pypcd4 import PointCloud


def summary(name, points):
    """How many, and the least and greatest of each axis; points that are nowhere count and have no place."""
    points = numpy.asarray(points, dtype=float)
    count, points = len(points), points[~numpy.isnan(points).any(1)]
    return name, "", [count, *(points.min(0).tolist() if len(points) else []), *(points.max(0).tolist() if len(points) else [])]


def of_las(folder):
    return [summary(file.name, laspy.read(str(file)).xyz) for file in sorted(Path(folder).rglob("*.las"))]


def of_ply(folder):
    for file in sorted(Path(folder).rglob("*.ply")):
        vertex = PlyData.read(str(file))["vertex"]
        yield summary(file.name, numpy.stack([vertex["x"], vertex["y"], vertex["z"]], axis=1))


def of_pcd(folder):
    return [summary(file.name, PointCloud.from_path(str(file)).numpy(("x", "y", "z"))) for file in sorted(Path(folder).rglob("*.pcd"))]


def classes_of_las(folder):
    """How many points of each class, the classes by their numbers in the order of the numbers."""
    for file in sorted(Path(folder).rglob("*.las")):
        values, counts = numpy.unique(numpy.asarray(laspy.read(str(file)).classification), return_counts=True)
        yield file.name, "", counts.tolist()


def write(folder, count=50):
    """The same points as LAS with classes and as PLY in both spellings."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    points = numpy.stack([numpy.arange(count) / 4, numpy.arange(count) / -8, numpy.arange(count) % 7 / 2], axis=1)
    made = laspy.create(point_format=3, file_version="1.2")
    made.header.scales, made.header.offsets = [0.001] * 3, [0.0] * 3
    made.xyz = points
    made.classification = (numpy.arange(count) % 3).astype(numpy.uint8)
    made.write(str(Path(folder, "cloud.las")))
    vertex = numpy.array([tuple(point) for point in points], dtype=[("x", "f4"), ("y", "f4"), ("z", "f4")])
    from plyfile import PlyElement
    for name, as_text in (("text.ply", True), ("bytes.ply", False)):
        PlyData([PlyElement.describe(vertex, "vertex")], text=as_text).write(str(Path(folder, name)))
    return []
