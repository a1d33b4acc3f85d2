import Foundation

/// Documents of the shared folder, read as `tools/golden/texts.py` reads them.
enum RealTexts {
    static func named(_ name: String, for what: String) -> [String]? {
        switch name {
        case "sms-spam": SharedFolder.text("data/sms-spam/data/sms.tsv", for: what).map(messages)
        case "banking77": SharedFolder.text("data/banking77/banking_data/test.csv", for: what).map(questions)
        case "ud-ewt": SharedFolder.text("data/ud-ewt/en_ewt-ud-dev.conllu", for: what).map(documents)
        default: nil
        }
    }

    /// Sentences of the treebank.
    static func sentences(for what: String) -> [String]? {
        SharedFolder.text("data/ud-ewt/en_ewt-ud-dev.conllu", for: what)?.components(separatedBy: "\n").compactMap { line in
            line.hasPrefix("# text = ") ? String(line.dropFirst(9)) : nil
        }
    }

    private static func messages(_ file: String) -> [String] {
        file.components(separatedBy: "\n").compactMap { row in
            row.firstIndex(of: "\t").map { String(row[row.index(after: $0)...]) }
        }
    }

    /// `text,category` with quoted texts.
    private static func questions(_ file: String) -> [String] {
        var texts: [String] = [], cell = "", isQuoted = false, isText = true, isHeader = true
        for character in file.replacingOccurrences(of: "\r\n", with: "\n") {
            switch character {
            case "\"":
                isQuoted.toggle()
                if isQuoted, cell.last == "\u{1}" { cell.removeLast(); cell.append("\"") } else if !isQuoted { cell.append("\u{1}") }
            case "," where !isQuoted && isText:
                if !isHeader { texts.append(cell.replacingOccurrences(of: "\u{1}", with: "")) }
                isText = false
            case "\n" where !isQuoted:
                (cell, isText, isHeader) = ("", true, false)
            default: if isText { cell.append(character) }
            }
        }
        return texts
    }

    private static func documents(_ file: String) -> [String] {
        var texts: [String] = []
        for line in file.components(separatedBy: "\n") {
            if line.hasPrefix("# newdoc") { texts.append("") }
            guard let last = texts.indices.last else { continue }
            if line.hasPrefix("# newpar"), !texts[last].isEmpty { texts[last] += "\n\n" }
            if line.hasPrefix("# text = ") { texts[last] += (texts[last].isEmpty || texts[last].hasSuffix("\n") ? "" : "\n") + line.dropFirst(9) }
        }
        return texts
    }
}
