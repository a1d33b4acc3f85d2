/// Points in batches, in the order of the file.
protocol PointReading: AnyObject {
    var header: PointCloudHeader { get }
    /// Names of a batch's columns.
    var columns: [String] { get }
    /// Appends to the (emptied) batch; false when no point is left.
    func next(into batch: inout PointBatch) throws -> Bool
}

/// Which columns a caller asked for.
struct PointWish {
    /// nil: all.
    var names: [String]?

    /// Places of the columns, in the order of the wish; padding, which has no name, is never given.
    func places(in columns: [String]) -> [Int] {
        guard let names else { return columns.indices.filter { !columns[$0].isEmpty } }
        return names.compactMap { name in columns.firstIndex { $0 == name } }
    }
}
