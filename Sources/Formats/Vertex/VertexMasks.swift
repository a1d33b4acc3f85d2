import Media
import Records

/// Segmentation as Vertex has it: a PNG of colours as large as the picture, and for each colour (shares of 255 per channel) a
/// label. Masks of one label stay apart by colours of their own under the same name.
enum VertexMasks {
    static let members = ["segmentationAnnotation", "maskAnnotation"]
    static let addresses = ["maskGcsUri", "categoryMaskGcsUri"]
    static let colours = "annotationSpecColors"

    /// `LabelRaster`'s number of a colour; channels that are 0 may be left out.
    static func number(_ colour: JSONValue?) -> UInt32? {
        guard let colour, colour.object != nil else { return nil }
        var number: UInt32 = 0
        for (shift, channel) in ["red", "green", "blue"].enumerated() {
            let share = colour[channel]?.double ?? 0
            guard share.isFinite, (0...1).contains(share) else { return nil }
            number |= UInt32((share * 255).rounded()) << UInt32(8 * shift)
        }
        return number
    }

    /// A mask per colour, in the order of the list; `known` says which labels it is of.
    static func parts(_ png: PNGSamples, _ list: [JSONValue]) -> [Part]? {
        guard let raster = LabelRaster(colours: png), let found = raster.masks(leavingOut: [], overWhole: true) else { return nil }
        var masks = Dictionary(found.map { ($0.number, $0.mask) }) { first, _ in first }
        return list.enumerated().compactMap { place, entry in
            guard let number = number(entry["color"]), number != 0 || entry["color"] != [:], let label = entry["displayName"]?.string, let mask = masks.removeValue(forKey: number) else { return nil }
            return Part(id: "\(colours).\(place + 1)", labels: [label], shape: .mask(mask), origin: .imported)
        }
    }

    /// The PNG and its colours; `number`: of a label, from 1 on. nil when there are more masks than colours.
    static func raster(_ parts: [Part], _ size: PixelSize, _ number: (String) -> Int) -> (png: PNGSamples, colours: [JSONValue])? {
        var raster = LabelRaster(size), taken: Set<Int> = [0], list: [JSONValue] = []
        for part in parts {
            guard case .mask(let mask) = part.shape, let label = part.labels.first else { continue }
            let own = number(label)
            guard let index = (1...255).contains(own) && !taken.contains(own) ? own : (1...255).last(where: { !taken.contains($0) }), raster.draw(mask, as: UInt32(index)) != nil else { return nil }
            taken.insert(index)
            let entry = VOCSegmentation.palette[index]
            let shares = zip(["red", "green", "blue"], [entry.red, entry.green, entry.blue]).map { (key: $0, value: JSONValue.shortest(Double($1) / 255)) }
            list.append(["color": .object(JSONObject(shares)), "displayName": .string(label)])
        }
        return raster.png(palette: VOCSegmentation.palette).map { ($0, list) }
    }
}
