/// Other people's words inside our Markdown: nothing in them can start markup, a link or a table cell.
enum MarkdownText {
    /// One line, markup characters escaped.
    static func line(_ text: String) -> String {
        var output = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": output.append(contentsOf: "&lt;".unicodeScalars)
            case ">": output.append(contentsOf: "&gt;".unicodeScalars)
            case "&": output.append(contentsOf: "&amp;".unicodeScalars)
            case "\\", "`", "*", "_", "[", "]", "|", "#", "!", "~":
                output.append("\\")
                output.append(scalar)
            default: output.append(scalar.properties.isWhitespace || scalar.value < 0x20 ? " " : scalar)
            }
        }
        return String(output)
    }

    static func table(_ header: [String], _ rows: [[String]]) -> String {
        let lines = [header, header.map { _ in "---" }] + rows
        return lines.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }

    static func list(_ lines: [String]) -> String { lines.map { "- \(line($0))\n" }.joined() }

    /// A YAML scalar: JSON strings are valid YAML.
    static func yaml(_ text: String) -> String { JSONText.quoted(text) }
}
