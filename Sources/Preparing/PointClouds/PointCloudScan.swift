import Kernels
import Media

/// One walk over the points of a cloud: counts, bounds, samples and hashes, in memory that does not grow with the cloud.
struct PointCloudScan {
    /// Names the measured columns go by, first found first.
    private static let names: [(column: Column, names: [String])] = [
        (.x, ["x", "X"]), (.y, ["y", "Y"]), (.z, ["z", "Z"]), (.intensity, ["intensity", "Intensity", "reflectance", "reflectivity", "i", "scalar_Intensity"]),
        (.colour, ["red", "Red", "r", "rgb", "rgba", "diffuse_red"]), (.green, ["green", "Green", "g", "diffuse_green"]), (.blue, ["blue", "Blue", "b", "diffuse_blue"]),
        (.time, ["gps_time", "time", "timestamp", "t", "offset_time"]),
    ]
    static let columns = names.flatMap(\.names)
    private static let keptPlaces = 1 << 20
    private static let keptCubes = 1 << 18
    private static let farthest = 100

    private enum Column: Hashable { case x, y, z, intensity, colour, green, blue, time }

    private let settings: PointCloudCheckSettings
    private let grid: VoxelGrid
    /// Places of the columns in a batch.
    private let places: [Column: Int]
    private var found: PointCloudMeasurements
    private var sample: PointSample
    private var seenPlaces = HashSample(capacity: PointCloudScan.keptPlaces)
    private var cubes = HashSample(capacity: PointCloudScan.keptCubes)
    private var squares = HashSample(capacity: PointCloudScan.keptCubes)
    private var signature = VoxelSignature()
    private var low = SIMD3<Double>(repeating: .infinity)
    private var high = SIMD3<Double>(repeating: -.infinity)
    private var firsts: [Column: UInt64] = [:]
    private var lastTime = -Double.infinity

    init(_ reader: PointCloudReader, _ settings: PointCloudCheckSettings) {
        self.settings = settings
        grid = VoxelGrid(side: settings.voxel)
        var places: [Column: Int] = [:]
        for (column, names) in Self.names {
            if let place = names.lazy.compactMap({ name in reader.columns.firstIndex { $0 == name } }).first { places[column] = place }
        }
        self.places = places
        sample = PointSample(capacity: settings.sample, seed: settings.seed)
        found = PointCloudMeasurements(format: reader.header.format, declared: reader.header.count)
        if reader.header.format == .las, let note = reader.header.notes.first(where: { $0.name == "bounds" }) {
            let bounds = note.text.split(separator: " ").compactMap { Double($0) }
            if bounds.count == 6 { found.declaredBounds = bounds }
        }
        if places[.intensity] != nil { found.intensity = .flat }
        if places[.colour] != nil { found.colour = .flat }
        if places[.time] != nil { found.times = .init(falls: 0, largestFall: 0) }
    }

    var hasPlaces: Bool { places[.x] != nil && places[.y] != nil && places[.z] != nil }

    mutating func add(_ batch: PointBatch) {
        if let x = places[.x], let y = places[.y], let z = places[.z] { addPlaces(batch.columns[x], batch.columns[y], batch.columns[z], batch.count) }
        for (column, place) in [(Column.intensity, places[.intensity]), (.colour, places[.colour]), (.green, places[.green]), (.blue, places[.blue])] {
            if let place { compare(batch.columns[place], column) }
        }
        if let time = places[.time] { addTimes(batch.columns[time]) }
        found.points += batch.count
    }

    private mutating func addPlaces(_ xs: [Double], _ ys: [Double], _ zs: [Double], _ count: Int) {
        for place in 0..<count {
            let (x, y, z) = (xs[place], ys[place], zs[place])
            guard x.isFinite, y.isFinite, z.isFinite else {
                if x.isNaN || y.isNaN || z.isNaN { found.notANumber += 1 } else { found.infinite += 1 }
                continue
            }
            guard x != 0 || y != 0 || z != 0 else {
                found.zeros += 1
                continue
            }
            let point = SIMD3(x, y, z)
            low.replace(with: point, where: point .< low)
            high.replace(with: point, where: point .> high)
            found.valid += 1
            // -0 is 0.
            let hash = VoxelGrid.hash((x + 0).bitPattern, (y + 0).bitPattern, (z + 0).bitPattern), cube = grid.cube(x, y, z)
            found.placesHash = Hash64.finalise(found.placesHash &+ hash)
            seenPlaces.add(hash)
            cubes.add(cube)
            squares.add(grid.square(x, y))
            signature.add(cube)
            sample.add(x, y, z, number: found.points + place)
        }
    }

    /// By bits: colours packed into a float may look like NaN.
    private mutating func compare(_ values: [Double], _ column: Column) {
        guard let first = firsts[column] ?? values.first?.bitPattern else { return }
        firsts[column] = first
        let isVaried = column == .intensity ? found.intensity == .varied : found.colour == .varied
        guard !isVaried, values.contains(where: { $0.bitPattern != first }) else { return }
        if column == .intensity { found.intensity = .varied } else { found.colour = .varied }
    }

    private mutating func addTimes(_ values: [Double]) {
        guard var times = found.times else { return }
        for value in values {
            if value < lastTime {
                times.falls += 1
                times.largestFall = max(times.largestFall, lastTime - value)
            }
            if !value.isNaN { lastTime = value }
        }
        found.times = times
    }

    /// After the last point.
    mutating func finish(threads: Int) -> PointCloudMeasurements {
        guard found.valid > 0 else { return found }
        found.low = (0..<3).map { low[$0] }
        found.high = (0..<3).map { high[$0] }
        let counts = seenPlaces.sortedCounts, all = counts.reduce(0) { $0 + Int($1) }
        found.copies = .init(share: all > 0 ? Double(all - counts.count) / Double(all) : 0, isSampled: !seenPlaces.isWhole)
        found.density = density()
        found.signature = signature.values()
        found.outliers = outliers(threads)
        return found
    }

    private func density() -> PointCloudMeasurements.Density {
        let side = settings.voxel
        func quantiles(_ sample: HashSample, _ size: Double) -> [Double] {
            let counts = sample.sortedCounts.map { Double($0) / size }
            return PointCloudMeasurements.Density.quantiles.compactMap { Percentile.at($0, ofSorted: counts) }
        }
        return .init(
            side: side, cubes: cubes.distinct, squares: squares.distinct, perCube: quantiles(cubes, side * side * side), perSquare: quantiles(squares, side * side),
            isSampled: !cubes.isWhole || !squares.isWhole)
    }

    private func outliers(_ threads: Int) -> PointCloudMeasurements.Outliers? {
        let radius = sample.isWhole ? settings.radius : nil
        guard let outliers = PointOutliers(
            sample.points, neighbours: settings.neighbours, factor: settings.deviations, radius: radius, radiusNeighbours: settings.radiusNeighbours, threads: threads)
        else { return nil }
        let distances = outliers.meanDistances
        let farthest = outliers.places.sorted { (distances[$1], sample.numbers[$0]) < (distances[$0], sample.numbers[$1]) }.prefix(Self.farthest)
        return .init(
            looked: sample.numbers.count, isSampled: !sample.isWhole, neighbours: outliers.neighbours, count: outliers.places.count, mean: outliers.mean,
            deviation: outliers.deviation, threshold: outliers.threshold, lonely: outliers.lonely?.count, farthest: farthest.map { sample.numbers[$0] })
    }
}
