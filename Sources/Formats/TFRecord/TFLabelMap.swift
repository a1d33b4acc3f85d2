import Records

/// `label_map.pbtxt`: numbers and names of classes. 0 is the background, so numbers begin at 1.
///
///     item { id: 1 name: 'mug' display_name: "Mug" }
struct TFLabelMap {
    struct Entry: Equatable { var id: Int64; var name: String; var display: String? }
    static let maximumBytes = 4 << 20
    var entries: [Entry] = []

    init(entries: [Entry] = []) { self.entries = entries }

    func name(_ id: Int64) -> String? { entries.first { $0.id == id }?.name }

    /// The text of the file; what is no item is passed over. nil when braces or quotes do not close.
    init?(_ text: String) {
        var scanner = Scanner(text)
        var depth = 0
        var open: Entry?
        var key = ""
        while let token = scanner.next() {
            switch token {
            case .broken: return nil
            case .word("{"):
                depth += 1
                if depth == 1, key == "item" { open = Entry(id: 0, name: "") }
            case .word("}"):
                depth -= 1
                guard depth >= 0 else { return nil }
                if depth == 0, let entry = open { entries.append(entry) }
                if depth == 0 { open = nil }
            case .word(":"), .word(","), .word(";"): continue
            case .word(let word):
                if depth == 1, key == "id", let id = Int64(word) { open?.id = id }
                key = word
            case .text(let value):
                if depth == 1, key == "name" { open?.name = value }
                if depth == 1, key == "display_name" { open?.display = value }
            }
        }
        if depth != 0 { return nil }
    }

    var text: String {
        entries.map { entry in
            let display = entry.display.map { "  display_name: \(Self.quoted($0))\n" } ?? ""
            return "item {\n  id: \(entry.id)\n  name: \(Self.quoted(entry.name))\n\(display)}\n"
        }.joined()
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n").replacing("\r", with: "\\r").replacing("\t", with: "\\t")
        return "\"\(escaped)\""
    }

    var json: JSONValue {
        .array(entries.map { entry in
            var object: JSONObject = ["id": .int(entry.id), "name": .string(entry.name)]
            object["display_name"] = entry.display.map(JSONValue.string)
            return .object(object)
        })
    }

    init(json: JSONValue?) {
        entries = (json?.array ?? []).compactMap { value in
            guard let id = value["id"]?.int, let name = value["name"]?.string else { return nil }
            return Entry(id: id, name: name, display: value["display_name"]?.string)
        }
    }

    /// Words, signs and quoted texts of the text form of Protocol Buffers.
    private struct Scanner {
        enum Token { case word(String), text(String), broken }
        private let scalars: [UnicodeScalar]
        private var place = 0

        init(_ text: String) { scalars = Array(text.unicodeScalars) }

        mutating func next() -> Token? {
            while place < scalars.count, scalars[place].properties.isWhitespace || scalars[place] == "#" {
                if scalars[place] == "#" { while place < scalars.count, scalars[place] != "\n" { place += 1 } } else { place += 1 }
            }
            guard place < scalars.count else { return nil }
            let first = scalars[place]
            if first == "\"" || first == "'" { return quoted(first) }
            place += 1
            if "{}:,;".unicodeScalars.contains(first) { return .word(String(first)) }
            var word = String(first)
            while place < scalars.count, !scalars[place].properties.isWhitespace, !"{}:,;\"'#".unicodeScalars.contains(scalars[place]) {
                word.unicodeScalars.append(scalars[place])
                place += 1
            }
            return .word(word)
        }

        private mutating func quoted(_ quote: UnicodeScalar) -> Token {
            place += 1
            var text = String.UnicodeScalarView()
            while place < scalars.count {
                let scalar = scalars[place]
                place += 1
                if scalar == quote { return .text(String(text)) }
                guard scalar == "\\", place < scalars.count else { text.append(scalar); continue }
                let escapes: [UnicodeScalar: UnicodeScalar] = ["n": "\n", "r": "\r", "t": "\t"]
                text.append(escapes[scalars[place]] ?? scalars[place])
                place += 1
            }
            return .broken
        }
    }
}
