"""Point clouds: LAS and LAZ by `laspy`, PLY by `plyfile`."""
from pathlib import Path

import laspy
import numpy
from plyfile import PlyData


def summary(name, points):
    """How many, and the least and greatest of each axis."""
    points = numpy.asarray(points, dtype=float)
    return name, "", [len(points), *(points.min(0).tolist() if len(points) else []), *(points.max(0).tolist() if len(points) else [])]


def of_las(file):
    read = laspy.read(str(file))
    return [summary(Path(file).name, read.xyz)]


def of_ply(file):
    vertex = PlyData.read(str(file))["vertex"]
    return [summary(Path(file).name, numpy.stack([vertex["x"], vertex["y"], vertex["z"]], axis=1))]


def classes_of_las(file):
    values, counts = numpy.unique(numpy.asarray(laspy.read(str(file)).classification), return_counts=True)
    return [(Path(file).name, str(int(value)), [int(count)]) for value, count in zip(values, counts)]


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
