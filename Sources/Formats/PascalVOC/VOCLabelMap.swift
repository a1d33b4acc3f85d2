/// `labelmap.txt`, as CVAT and datumaro have it: `name:red,green,blue:parts:actions` per label, in order, `background` first.
/// Without it such tools know the twenty labels of the original challenge only.
enum VOCLabelMap {
    static let fileName = "labelmap.txt"
    private static let background = "background"

    static func text(_ labels: [String]) -> String {
        // A colon or a line end in a name would make another line of it.
        let writable = labels.filter { !$0.contains(":") && !$0.contains(where: \.isNewline) && !$0.hasPrefix("#") && $0 != background }
        let lines = ([background] + writable).enumerated().map { "\($0.element):\(colour($0.offset))::\n" }
        return "# label:color_rgb:parts:actions\n" + lines.joined()
    }

    static func labels(_ text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }.map { String($0.prefix { $0 != ":" }) }.filter { !$0.isEmpty && $0 != background }
    }

    private static func colour(_ number: Int) -> String { rgb(number).map(String.init).joined(separator: ",") }

    /// The palette of the original kit: the bits of the number dealt out to red, green and blue, highest first.
    static func rgb(_ number: Int) -> [Int] {
        var rgb = [0, 0, 0]
        for bit in 0..<8 { for channel in 0..<3 { rgb[channel] |= (number >> (3 * bit + channel) & 1) << (7 - bit) } }
        return rgb
    }
}
