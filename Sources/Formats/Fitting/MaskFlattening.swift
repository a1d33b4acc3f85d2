import Records

/// Masks of a picture laid into one picture of numbers, as formats that keep masks as PNG have them: of two that overlap the
/// later lies on top, what reaches beyond the picture is cut, and a window becomes the whole picture.
struct MaskFlattening {
    private let fitter: ItemFitter
    private let example: LossExample

    init(_ fitter: ItemFitter, _ example: LossExample) { (self.fitter, self.example) = (fitter, example) }

    func flattened(_ parts: [Part], _ size: PixelSize?) throws(LossRefused) -> [Part] {
        guard !parts.isEmpty else { return parts }
        guard let size else {
            try fitter.drop("mask-without-size", example, count: parts.count)
            return []
        }
        var raster = LabelRaster(size)
        for (place, part) in parts.enumerated() {
            if case .mask(let mask) = part.shape { raster.draw(mask, as: UInt32(place) + 1) }
        }
        var left: [UInt32: Mask] = [:]
        for (number, mask) in raster.masks(atMost: parts.count, overWhole: true) ?? [] { left[number] = mask }
        var flat: [Part] = []
        for (place, var part) in parts.enumerated() {
            let example = LossExample(item: example.item, question: example.question, part: part.id)
            guard let mask = left[UInt32(place) + 1], case .mask(let whole) = part.shape else {
                try fitter.drop("mask-covered", example)
                continue
            }
            if let before = MaskRuns(whole)?.area, let after = MaskRuns(mask)?.area, before != after {
                guard try fitter.mayAdapt("mask-cut", example) else { continue }
            }
            part.shape = .mask(mask)
            flat.append(part)
        }
        return flat
    }
}
