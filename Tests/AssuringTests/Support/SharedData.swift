import Foundation

/// Reference data kept beside the checkout, not in it.
enum SharedData {
    /// `WINNOW_SHARED`, or the folder `shared` beside the checkout; nil when there is none.
    static var root: URL? {
        let beside = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent("../../../../shared").standardizedFileURL
        let given = ProcessInfo.processInfo.environment["WINNOW_SHARED"].map { URL(fileURLWithPath: $0) }
        return [given, beside].compactMap(\.self).first { FileManager.default.fileExists(atPath: $0.path) }
    }

    /// A CSV without quotes: a dictionary per row.
    static func rows(_ url: URL) throws -> [[String: String]] {
        let lines = try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline)
        let header = lines[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        return lines.dropFirst().map { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            return Dictionary(uniqueKeysWithValues: zip(header, cells))
        }
    }

    /// A CSV of numbers: its columns in order, row after row.
    static func numbers(_ url: URL) throws -> (values: [Double], columns: Int) {
        let lines = try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline)
        let columns = lines[0].split(separator: ",").count
        return (lines.dropFirst().flatMap { $0.split(separator: ",").map { Double($0)! } }, columns)
    }
}
