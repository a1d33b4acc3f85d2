import Media
import Records

/// The raster of a semantic segmentation job: a PNG of colours, and `internal-color-map`, which says what each is.
///
/// A class has the number of its label in all pictures, so the indices of the PNG are classes. Where one picture has several
/// masks of a label, all but the first get numbers of their own, from 255 downwards, under the same `class-name`: the map still
/// tells the class of every pixel, and the masks stay apart. 0 is the background, in white.
struct SageMakerRaster {
    private var raster: LabelRaster
    private let kept: JSONObject
    private var taken: Set<Int> = [0]
    private(set) var map: JSONObject
    private var colours: [Int: PNGSamples.Entry] = [:]

    static let palette = [PNGSamples.Entry(255, 255, 255)] + VOCSegmentation.palette.dropFirst()

    /// `kept`: the map that the item was read with; masks that came from an entry go back there.
    init(_ size: PixelSize, _ kept: JSONObject) {
        raster = LabelRaster(size)
        self.kept = kept
        let ground = kept["0"]?["class-name"]?.string == SageMaker.background ? kept["0"] : nil
        map = ["0": ground ?? ["class-name": .string(SageMaker.background), "hex-color": "#ffffff", "confidence": 0]]
        if let colour = Self.entry(ground?["hex-color"]?.string) { colours[0] = colour }
    }

    /// False when no number is left, or the mask is none.
    mutating func draw(_ part: Part, number: Int) -> Bool {
        guard case .mask(let mask) = part.shape, let label = part.labels.first, let index = index(part, label, number), raster.draw(mask, as: UInt32(index)) != nil else { return false }
        taken.insert(index)
        let known = kept[String(index)].flatMap { $0["class-name"]?.string == label ? $0.object : nil } ?? [:]
        if let colour = Self.entry(known["hex-color"]?.string) { colours[index] = colour }
        var entry: JSONObject = ["class-name": .string(label), "hex-color": .string(Self.hex(colours[index] ?? Self.palette[index])), "confidence": JSONValue.shortest(part.score ?? 0)]
        if part.score == nil, let confidence = known["confidence"], confidence.double == 0 { entry["confidence"] = confidence }
        map[String(index)] = .object(SageMakerObject.complete(entry, part, known.without(["class-name", "hex-color", "confidence", SageMaker.attributes])))
        return true
    }

    private func index(_ part: Part, _ label: String, _ number: Int) -> Int? {
        if part.id.hasPrefix("m"), let own = Int(part.id.dropFirst()), (1...255).contains(own), !taken.contains(own), kept[String(own)]?["class-name"]?.string == label { return own }
        if (1...255).contains(number), !taken.contains(number) { return number }
        return (1...255).last { !taken.contains($0) }
    }

    var png: PNGSamples? {
        var palette = Self.palette
        for (index, colour) in colours { palette[index] = colour }
        return raster.png(palette: palette)
    }

    // MARK: Colours

    static func map(_ metadata: JSONObject) -> JSONObject? { (metadata["internal-color-map"] ?? metadata["color-map"])?.object }

    private static func hex(_ entry: PNGSamples.Entry) -> String {
        "#" + [entry.red, entry.green, entry.blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func entry(_ hex: String?) -> PNGSamples.Entry? {
        number(hex).map { PNGSamples.Entry(UInt8($0 & 255), UInt8($0 >> 8 & 255), UInt8($0 >> 16)) }
    }

    /// `#2ca02c` as `LabelRaster` numbers colours.
    static func number(_ hex: String?) -> UInt32? {
        guard let hex, hex.hasPrefix("#"), hex.utf8.count == 7, let value = UInt32(hex.dropFirst(), radix: 16) else { return nil }
        return value >> 16 | value & 0xFF00 | (value & 0xFF) << 16
    }
}

extension SageMakerDecoder {
    /// A mask per entry of the colour map, the background left out; `strangers` counts colours the map does not name.
    mutating func masks(_ png: PNGSamples) -> Answer? {
        let map = SageMakerRaster.map(rest) ?? [:]
        guard let raster = LabelRaster(colours: png) ?? LabelRaster(indices: png), let found = raster.masks(leavingOut: [], overWhole: true) else {
            trouble = "the raster is no picture of few colours"
            return nil
        }
        let isIndexed = LabelRaster(colours: png) == nil
        var masks = Dictionary(found.map { ($0.number, $0.mask) }) { first, _ in first }
        var parts: [Part] = []
        for (key, entry) in map.members {
            guard let number = isIndexed ? UInt32(key) : SageMakerRaster.number(entry["hex-color"]?.string), let mask = masks.removeValue(forKey: number),
                  let label = entry["class-name"]?.string, label != SageMaker.background else { continue }
            let score = entry["confidence"]?.double.flatMap { $0 == 0 ? nil : $0 }
            parts.append(Part(id: "m\(key)", labels: [label], shape: .mask(mask), attributes: attributes(entry), score: score, origin: .imported))
        }
        strangers = masks.keys.filter { $0 != 0 && $0 != 0xFF_FFFF }.count
        colours = map
        (rest["internal-color-map"], rest["color-map"]) = (nil, nil)
        return .parts(parts)
    }
}
