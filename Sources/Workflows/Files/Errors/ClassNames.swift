import Formats
import Foundation
import Records

/// The classes that labels may be: K numbers from 0, and their names where a header or a file gives them.
struct ClassNames {
    let count: Int
    let names: [String]?
    /// Where the names, or else the number of classes, come from, for messages.
    let source: String
    private let places: [String: Int32]
    /// A name that two classes have.
    let repeated: String?

    init(count: Int, names: [String]?, source: String) {
        (self.count, self.names, self.source) = (count, names, source)
        var places: [String: Int32] = [:]
        var repeated: String?
        for (place, name) in (names ?? []).enumerated() {
            if places[name] == nil { places[name] = Int32(place) } else { repeated = repeated ?? name }
        }
        (self.places, self.repeated) = (places, repeated)
    }

    /// The columns of a file, or one name a line of `path`.
    init(of matrix: MatrixFile, path: String?) throws {
        if let path { try self.init(path: path) } else { self.init(count: matrix.rows.columnCount, names: matrix.columnNames, source: matrix.name) }
        guard count == matrix.rows.columnCount else {
            throw WorkflowError(
                .unprocessable, "errors.classes", "`\(source)` names \(count) \(count == 1 ? "class" : "classes"), and `\(matrix.name)` has \(matrix.rows.columnCount) columns",
                hint: "one name a line, in the order of the columns")
        }
    }

    /// One name a line.
    init(path: String) throws {
        let source = try ByteSource(path: path)
        let text = String(decoding: try source.readAll(maximumBytes: 256 << 20), as: UTF8.self)
        let names = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        guard !names.isEmpty else { throw WorkflowError(.unprocessable, "errors.classes", "`\(path)` names no class", hint: "one name a line, in the order of the class numbers") }
        self.init(count: names.count, names: names, source: path)
    }

    func named(_ text: String) -> Int32? { places[text] }

    /// A whole number below the count, however it is written.
    func numbered(_ text: String) -> Int32? {
        guard let number = Double(text), number >= 0, number < Double(count), number == number.rounded() else { return nil }
        return Int32(number)
    }

    /// The name where labels are names, else the number.
    func shown(_ label: Int, named isNamed: Bool) -> String { isNamed ? names?[label] ?? "\(label)" : "\(label)" }

    /// What a label can be, for hints.
    var range: String {
        let numbers = "0 to \(count - 1)"
        guard let names else { return numbers }
        let shown = names.prefix(10).map { "`\(ShownText.of($0, limit: 40))`" }.joined(separator: ", ")
        return "\(numbers), or \(shown)\(names.count > 10 ? " and \(names.count - 10) more" : "")"
    }
}
