import Formats
import Foundation
import Kernels
import Preparing
import Records

/// Steps on tables of numbers, and the profile of a file of cells.
let tableSpeed: [PreparingCase] = [
    PreparingCase(
        name: "profile", unit: "rows of 20", size: 1_000_000, barSeconds: 4, barMebibytes: 200, growth: [10_000, 100_000, 1_000_000, 10_000_000],
        prepare: { size, threads in
            let path = NSTemporaryDirectory() + "/preparing-\(getpid()).csv"
            try drawnFile(path, rows: size)
            return { watch in
                defer { unlink(path) }
                return ["findings": .int(Int64(try watch.time { try profile(path, threads) }.findings.count))]
            }
        },
        input: { try drawnFile($0 + "/table.csv", rows: 1_000_000) }),
    PreparingCase(
        name: "neighbour-imputation", unit: "rows of 20", size: 20_000, barSeconds: 4, growth: [1_000, 10_000, 100_000],
        prepare: { size, threads in
            let drawn = try drawnTable(rows: size, columns: 20, gaps: 0.05)
            return { watch in
                var table = drawn
                let changed = try watch.time {
                    try NeighbourImputationSettings().fit(table, rows: .all(of: table), threads: threads).apply(to: &table, threads: threads).changed
                }
                return ["filled": .int(Int64(changed))]
            }
        },
        input: { try drawnTable(rows: 20_000, columns: 20, gaps: 0.05).write($0 + "/table.csv") }),
    PreparingCase(
        name: "local-outlier-factor", unit: "rows of 10", size: 50_000, barSeconds: 2, growth: [1_000, 10_000, 100_000],
        prepare: { try outliers(.localOutlierFactor(neighbours: 20, limit: 1.5), rows: $0, columns: 10, threads: $1) },
        input: { try drawnTable(rows: 50_000, columns: 10, gaps: 0).write($0 + "/table.csv") }),
    PreparingCase(
        name: "isolation-forest", unit: "rows of 20", size: 100_000, barSeconds: 0.6, growth: [1_000, 10_000, 100_000, 1_000_000],
        prepare: { try outliers(.isolationForest(trees: 100, sample: 256, seed: 1), rows: $0, columns: 20, threads: $1) },
        input: { try drawnTable(rows: 100_000, columns: 20, gaps: 0).write($0 + "/table.csv") }),
]

private func outliers(_ method: RowOutlierSettings.Method, rows: Int, columns: Int, threads: Int) throws -> ((Stopwatch) throws -> JSONObject) {
    let table = try drawnTable(rows: rows, columns: columns, gaps: 0)
    return { watch in
        let flags = try watch.time { try RowOutlierSettings(method).fit(table, rows: .all(of: table), threads: threads).flags(in: table, threads: threads).flags }
        return ["flagged": .int(Int64(flags.count))]
    }
}

private func profile(_ path: String, _ threads: Int) throws -> TableReport {
    let names = try CSVFields(ByteSource(path: path), fields: []).known
    var profile = TableProfile(columns: names, threads: threads)
    try CSVFields(ByteSource(path: path), fields: names).forEachStretch(fieldCount: names.count) { rows, readOn in
        profile.add(rows: rows.count, firstLine: rows.line, meanwhile: readOn) { rows.bytes($0, $1) }
    }
    return profile.report()
}

/// Numbers that lean on each other a little, so that neighbours mean something.
private func drawnTable(rows: Int, columns: Int, gaps: Double) throws -> TableColumns {
    var random = SeededRandom(seed: 20)
    let leaning = (0..<rows).map { _ in random.uniform() }
    return try TableColumns((0..<columns).map { column in
        TableColumn("c\(column)", .numbers((0..<rows).map { row in
            let value = Normal.score(random.uniform() * 0.999 + 0.0005) + leaning[row] * Double(column % 5)
            return random.uniform() < gaps ? .nan : value
        }))
    }, rowCount: rows)
}

extension TableColumns {
    fileprivate func write(_ path: String) throws {
        let cells = columns.map { column -> [Double] in if case .numbers(let values) = column.cells { values } else { [] } }
        var text = columns.map(\.name).joined(separator: ",") + "\n"
        for row in 0..<rowCount { text += cells.map { $0[row].isNaN ? "" : "\($0[row])" }.joined(separator: ",") + "\n" }
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }
}

/// Eight columns of numbers with decimals, four of whole ones, four of categories, two of dates, two of words.
private func drawnFile(_ path: String, rows: Int) throws {
    guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path) else { throw Mistake("`\(path)` cannot be made") }
    var random = SeededRandom(seed: 3), text = (0..<20).map { "c\($0)" }.joined(separator: ",") + "\n"
    for row in 0..<rows {
        for _ in 0..<8 { text += random.below(50) == 0 ? "," : "\(Double(random.below(2_000_000) - 1_000_000) / 1000)," }
        text += "\(row),\(random.below(100)),\(random.below(10_000)),\(random.below(1_000_000)),"
        text += "kind \(random.below(5)),\(random.below(2) == 0 ? "yes" : "no"),city \(random.below(300)),code-\(random.below(40)),"
        text += "20\(10 + random.below(15))-0\(1 + random.below(9))-1\(random.below(10)),2024-0\(1 + random.below(9))-2\(random.below(8))T1\(random.below(10)):30:00,"
        text += "note \(random.below(100_000)) of \(random.below(1000)),name\(random.below(5000))\n"
        if text.utf8.count > 1 << 20 {
            try file.write(contentsOf: Data(text.utf8))
            text = ""
        }
    }
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
}
