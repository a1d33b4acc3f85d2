import Media
import Records

/// What is noted of a point cloud while its points pass by.
struct PointSurvey {
    private(set) var labels: PointLabelRuns?
    private let places: [Int]
    private let labelColumn: Int?
    private var low = [Double](repeating: .infinity, count: 3)
    private var high = [Double](repeating: -.infinity, count: 3)
    private var withoutPlace = 0

    /// Names under which programs keep a class (CloudCompare puts `scalar_` in front).
    private static let labelNames = ["label", "class", "classification", "semantic", "semantic_label", "class_id"]

    init(_ reader: PointCloudReader, _ kind: PointCloudFormat) {
        let columns = reader.columns.map { $0.lowercased() }
        places = ["x", "y", "z"].compactMap { name in columns.firstIndex(of: name) }
        let names = kind == .las ? ["classification"] : kind == .floats ? [] : Self.labelNames.flatMap { [$0, "scalar_\($0)"] }
        labelColumn = names.compactMap { name in columns.firstIndex(of: name) }.first
        if labelColumn != nil { labels = PointLabelRuns { kind == .las ? PointClasses.las[$0] ?? String($0) : String($0) } }
    }

    mutating func add(_ batch: PointBatch) {
        for point in 0..<batch.count {
            let values = places.map { batch.columns[$0][point] }
            guard values.allSatisfy(\.isFinite) else { withoutPlace += 1; continue }
            for axis in values.indices {
                low[axis] = min(low[axis], values[axis])
                high[axis] = max(high[axis], values[axis])
            }
        }
        addLabels(batch)
    }

    /// A class that is no whole number makes the column something else than classes.
    private mutating func addLabels(_ batch: PointBatch) {
        guard let labelColumn, labels != nil else { return }
        for value in batch.columns[labelColumn] {
            guard let number = Int(exactly: value) else { labels = nil; return }
            labels?.add(number)
        }
    }

    func facts(_ header: PointCloudHeader, _ count: Int) -> JSONObject {
        var facts: JSONObject = ["points": .int(Int64(count)), "encoding": .string(header.encoding)]
        if !header.version.isEmpty { facts["version"] = .string(header.version) }
        facts["fields"] = .array(header.fields.map { .string($0.name) })
        if places.count == 3, low[0] <= high[0] { facts["bounds"] = .array((low + high).map(JSONValue.double)) }
        if withoutPlace > 0 { facts["without_place"] = .int(Int64(withoutPlace)) }
        var notes: JSONObject = [:]
        for (name, text) in header.notes { notes[name] = .array((notes[name]?.array ?? []) + [.string(text)]) }
        if !notes.isEmpty { facts["notes"] = .object(notes) }
        return facts
    }
}
