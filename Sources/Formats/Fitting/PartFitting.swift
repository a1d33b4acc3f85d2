import Foundation
import Records

/// One part with a shape its question's kind has: as it is, in the nearest form, or in several pieces.
struct PartFitting {
    private let fitter: ItemFitter
    private let kind: QuestionKind
    private let item: LabelledItem
    private let example: LossExample

    init(_ fitter: ItemFitter, _ kind: QuestionKind, _ item: LabelledItem, _ example: LossExample) {
        self.fitter = fitter
        self.kind = kind
        self.item = item
        self.example = example
    }

    func fit(_ part: Part) throws(LossRefused) -> [Part] {
        guard part.shape.isFinite else {
            try fitter.drop("shape-not-finite", example)
            return []
        }
        var shapes: [Shape] = []
        for shape in try inForm(part.shape, kind) { shapes += try simplified(shape) }
        if shapes.count == 1 { return [try with(shapes[0], part, id: part.id)] }
        var pieces: [Part] = []
        for (place, shape) in shapes.enumerated() { pieces.append(try with(shape, part, id: "\(part.id).\(place + 1)")) }
        return pieces
    }

    private func with(_ shape: Shape, _ part: Part, id: String) throws(LossRefused) -> Part {
        var part = part
        part.id = id
        part.shape = shape
        guard let decimals = fitter.capacity.decimals else { return part }
        let rounded = shape.rounded(to: decimals)
        if rounded != shape { try fitter.round("coordinate-rounded", example) }
        part.shape = rounded
        return part
    }

    // MARK: Another form

    private func inForm(_ shape: Shape, _ kind: QuestionKind) throws(LossRefused) -> [Shape] {
        if case .track(let frames) = shape { return try track(frames) }
        if kind.allows(shape) || kind == .tracks { return [shape] }
        guard let nearest = nearest(shape, kind) else {
            try fitter.drop("shape-left-out", example)
            return []
        }
        guard try fitter.mayAdapt("shape-as-\(kind.singular)", example) else { return [] }
        return [nearest]
    }

    private func nearest(_ shape: Shape, _ kind: QuestionKind) -> Shape? {
        switch kind {
        case .boxes: ShapeBounds.box(of: shape).map(Shape.box)
        case .rotatedBoxes:
            if case .box(let box) = shape, box.count == 4 { .rotated([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2, box[2] - box[0], box[3] - box[1], 0]) } else { nil }
        case .polygons: ShapeOutline.polygons(of: shape).map(Shape.polygons)
        case .masks:
            item.size.flatMap { size in ShapeOutline.polygons(of: shape).map { Shape.mask(Mask(size: [size.height, size.width], runs: PolygonRaster.runs($0, over: size))) } }
        case .points: if case .joints(let joints) = shape, let first = joints.first(where: { $0.count == 3 && $0[2] > 0 }) { .point([first[0], first[1]]) } else { nil }
        default: nil
        }
    }

    private func track(_ frames: [TrackFrame]) throws(LossRefused) -> [Shape] {
        let shapes = fitter.capacity.trackShapes
        guard kind == .tracks || kind.isDrawn, let form = shapes.first else {
            try fitter.drop("shape-left-out", example)
            return []
        }
        var fitted: [TrackFrame] = []
        for var frame in try listed(frames) {
            if !shapes.contains(where: { $0.allows(frame.shape) }) {
                guard let near = nearest(frame.shape, form) else { try fitter.drop("shape-left-out", example); continue }
                guard try fitter.mayAdapt("shape-as-\(form.singular)", example) else { continue }
                frame.shape = near
            }
            fitted.append(frame)
        }
        guard !fitted.isEmpty else { return [] }
        return [.track(fitted)]
    }

    /// Every frame, where a format does not tell which ones are key frames.
    private func listed(_ frames: [TrackFrame]) throws(LossRefused) -> [TrackFrame] {
        guard !fitter.capacity.holds(.keyFrames) else { return frames }
        let all = TrackInterpolation.everyFrame(frames, last: (item.files["video"]?.frames).map { $0 - 1 }).map { TrackFrame(frame: $0.frame, shape: $0.shape, isOutside: $0.isOutside) }
        if all != frames { try fitter.adapt("key-frames-left-out", example) }
        return all
    }

    // MARK: The same form with less in it

    private func simplified(_ shape: Shape) throws(LossRefused) -> [Shape] {
        switch shape {
        case .polygons(let polygons): return try simplified(polygons)
        case .ranges(let ranges): return try spans(ranges)
        case .segment(var segment):
            if segment.channel != nil, !fitter.capacity.holds(.channels) {
                try fitter.drop("channel-left-out", example)
                segment.channel = nil
            }
            if segment.text != nil, kind == .segments {
                try fitter.drop("transcript-left-out", example)
                segment.text = nil
            }
            return [.segment(segment)]
        default: return [shape]
        }
    }

    private func simplified(_ polygons: [PolygonRings]) throws(LossRefused) -> [Shape] {
        var polygons = polygons
        if !fitter.capacity.holds(.holes), polygons.contains(where: { !$0.holes.isEmpty }) {
            guard try fitter.mayAdapt("holes-bridged", example) else { return [] }
            polygons = polygons.map { PolygonRings(outer: RingBridge.ring($0)) }
        }
        guard polygons.count > 1, !fitter.capacity.holds(.severalPolygons) else { return [.polygons(polygons)] }
        guard try fitter.mayAdapt("instance-split", example) else { return [] }
        return polygons.map { .polygons([$0]) }
    }

    /// Inside the text, in rising order, in one piece where the format knows no others.
    private func spans(_ ranges: [[Int]]) throws(LossRefused) -> [Shape] {
        let length = item.text?.unicodeScalars.count
        guard !ranges.isEmpty, ranges.allSatisfy({ $0.count == 2 && $0[0] >= 0 && $0[0] < $0[1] && $0[1] <= length ?? Int.max }) else {
            try fitter.drop("span-outside-text", example)
            return []
        }
        guard ranges.count > 1, !fitter.capacity.holds(.discontinuousSpans) else { return [.ranges(ranges)] }
        guard try fitter.mayAdapt("span-split", example) else { return [] }
        return ranges.map { .ranges([$0]) }
    }
}
