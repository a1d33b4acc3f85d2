import Records

/// Which number and which colour stands for which label, by `labelmap.txt` (`name:red,green,blue:parts:actions` a line) or the
/// original challenge.
struct VOCClasses {
    /// By number; nil is the background.
    private(set) var labels: [String?] = [nil]
    private var byColour: [UInt32: Int] = [:]
    /// Labels without the background, in their order.
    var names: [String] { labels.compactMap(\.self) }

    /// The original challenge.
    init() {
        labels += VOCSegmentation.originalLabels.map(Optional.some)
        fillColours()
    }

    init(_ text: String) {
        var lines: [(name: String, colour: UInt32?)] = []
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            let parts = line.split(separator: ":", omittingEmptySubsequences: false)
            guard let name = parts.first, !name.isEmpty else { continue }
            lines.append((String(name), parts.count > 1 ? Self.colour(parts[1]) : nil))
        }
        if lines.contains(where: { $0.name == "background" }) { labels = [] }
        for line in lines {
            if let colour = line.colour, byColour[colour] == nil { byColour[colour] = labels.count }
            labels.append(line.name == "background" ? nil : line.name)
        }
        fillColours()
    }

    private mutating func fillColours() {
        for number in labels.indices where !byColour.values.contains(number) {
            let colour = Self.number(VOCLabelMap.rgb(number))
            if byColour[colour] == nil { byColour[colour] = number }
        }
    }

    private static func colour(_ text: Substring) -> UInt32? {
        let parts = text.split(separator: ",").compactMap { UInt8($0.trimmingPrefix(while: \.isWhitespace)) }
        return parts.count == 3 ? number(parts.map(Int.init)) : nil
    }

    /// As `LabelRaster(colours:)` counts them.
    static func number(_ rgb: [Int]) -> UInt32 { UInt32(rgb[0]) | UInt32(rgb[1]) << 8 | UInt32(rgb[2]) << 16 }

    /// nil for a colour of no class; the void border has one of its own.
    func number(ofColour colour: UInt32) -> UInt32? {
        if let known = byColour[colour] { return UInt32(known) }
        return colour == Self.voidColour ? VOCSegmentation.void : nil
    }

    static let voidColour = number(VOCLabelMap.rgb(255))

    /// Objects by colour, as tools that paint them do.
    static let objectColours: [UInt32: UInt32] = Dictionary((0..<256).map { (number(VOCLabelMap.rgb($0)), UInt32($0)) }) { first, _ in first }
}
