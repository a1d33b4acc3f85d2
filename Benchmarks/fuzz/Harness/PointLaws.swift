import Media
import Records

/// Point clouds: the same points come whatever the pieces the bytes come in and whichever columns are asked for.
enum PointLaws {
    @Sendable static func cloud(_ bytes: [UInt8], _ format: PointCloudFormat) throws {
        let all = points(bytes, format, piece: bytes.count)
        law(points(bytes, format, piece: 7) == all, "points do not depend on the pieces the bytes come in", all.names.joined(separator: ","))
        if let last = all.names.indices.last, all.names.firstIndex(of: all.names[last]) == last {
            let one = points(bytes, format, piece: bytes.count, columns: [all.names[last]])
            law(one.values == [all.values[last]] && one.fault == all.fault, "a column alone is the same column", all.names[last])
        }
        _ = try? PointCloudReader(bytes, named: "a.bin")
    }

    private struct Points: Equatable {
        var names: [String] = []
        /// Bits, because NaN is not NaN.
        var values: [[UInt64]] = []
        var fault: String?
    }

    private static func points(_ bytes: [UInt8], _ format: PointCloudFormat, piece: Int, columns: [String]? = nil) -> Points {
        var place = 0
        var points = Points()
        do {
            let reader = try PointCloudReader(format: format, columns: columns) { room in
                let count = min(room.count, piece, bytes.count - place)
                room.copyBytes(from: bytes[place..<place + count])
                place += count
                return count
            }
            points.names = reader.columns
            points.values = reader.columns.map { _ in [] }
            var batch = PointBatch()
            while try reader.next(into: &batch) {
                for (column, values) in batch.columns.enumerated() {
                    law(values.count == batch.count, "a batch has as many values in every column as points")
                    points.values[column] += values.map(\.bitPattern)
                }
            }
            if let count = reader.header.count { law(reader.count == count, "there are as many points as the header says") }
        } catch { points.fault = "\(error)" }
        return points
    }
}
