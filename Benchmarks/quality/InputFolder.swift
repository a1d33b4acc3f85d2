import Foundation
import Kernels

/// The drawn input of a case as files, for libraries that are measured on the very same numbers.
struct InputFolder {
    let path: String

    private func url(_ name: String) -> URL { URL(fileURLWithPath: path).appendingPathComponent(name) }

    /// `votes.csv` (item, annotator, label) and `truth.csv` (item, label).
    func write(_ drawn: DrawnVotes) throws {
        let table = drawn.table
        var votes = "item,annotator,label\n"
        for row in 0..<table.count {
            votes += "\(table.itemNames[Int(table.items[row])]),\(table.annotatorNames[Int(table.annotators[row])]),\(table.classNames[Int(table.classes[row])])\n"
        }
        try Data(votes.utf8).write(to: url("votes.csv"))
        let truth = drawn.truth.enumerated().map { "\(table.itemNames[$0.offset]),\(table.classNames[Int($0.element)])\n" }
        try Data(("item,label\n" + truth.joined()).utf8).write(to: url("truth.csv"))
    }

    func write(labels: [Int32]) throws { try write("labels.npy", "<i4", [labels.count], labels) }
    func write(probabilities: [Float], columns: Int) throws { try write("probabilities.npy", "<f4", [probabilities.count / columns, columns], probabilities) }
    func write(probabilities: [Double], columns: Int) throws { try write("probabilities.npy", "<f8", [probabilities.count / columns, columns], probabilities) }
    func write(features: [Float], columns: Int) throws { try write("features.npy", "<f4", [features.count / columns, columns], features) }

    /// numpy's own form, version 1.0: magic, length of the header, header padded to 64 bytes, values.
    private func write<Value>(_ name: String, _ type: String, _ shape: [Int], _ values: [Value]) throws {
        let sizes = shape.map(String.init).joined(separator: ", ")
        var header = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(sizes)\(shape.count == 1 ? "," : "")), }"
        while (header.utf8.count + 11) % 64 != 0 { header += " " }
        let length = header.utf8.count + 1
        var start = Data([0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(length & 255), UInt8(length >> 8)])
        start.append(Data((header + "\n").utf8))
        try start.write(to: url(name))
        let file = try FileHandle(forWritingTo: url(name))
        try file.seekToEnd()
        for first in stride(from: 0, to: values.count, by: 1 << 20) {
            try file.write(contentsOf: values[first..<min(first + (1 << 20), values.count)].withUnsafeBytes { Data($0) })
        }
        try file.close()
    }
}
