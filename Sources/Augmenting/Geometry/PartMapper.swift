import Kernels
import Records

/// Takes the parts of a picture where a map takes its pixels, and cuts or drops them at the border.
///
/// Conventions: coordinates are pixel edges, the picture covers 0 <= x <= width; a flip takes x to width - x (peers that count
/// pixel centres write width - 1 - x for the same thing).
/// - Boxes stay upright: exact under flips, quarter turns, crops and scaling; under a turn they become the smallest box around
///   their turned corners (or the ellipse in them), cut at the border first and bounded afterwards.
/// - Rotated boxes, ellipses, skeletons and cuboids cannot be cut: they stay whole and the share that is left decides.
/// - Polygons are cut with their holes and may fall into pieces; a line in pieces becomes several parts, `id`, `id~2` ...
/// - A joint outside becomes "not labelled" (0, 0, 0); mirrored pairs change places.
/// - A mask takes for each new pixel the old one its centre comes from.
struct PartMapper {
    let map: GeometricMap
    let rule: VisibilityRule

    init(_ map: GeometricMap, _ rule: VisibilityRule) {
        self.map = map
        self.rule = rule
    }

    /// What a shape became, before the rule has looked at it.
    struct Mapped {
        /// More than one only for lines; none when nothing is on the picture.
        var shapes: [Shape]
        var visible: Double
        /// What has no area is not measured by area.
        var area: Double?
        var outcome: PartFate.Outcome
    }

    func apply(to parts: [Part]) -> (parts: [Part], fates: [PartFate]) {
        var kept: [Part] = []
        var fates: [PartFate] = []
        for part in parts {
            let mapped = judged(self.mapped(part.shape))
            var ids: [String] = []
            for (number, shape) in mapped.shapes.enumerated() {
                var copy = part
                copy.id = number == 0 ? part.id : "\(part.id)~\(number + 1)"
                copy.shape = shape
                ids.append(copy.id)
                kept.append(copy)
            }
            fates.append(PartFate(id: part.id, outcome: mapped.outcome, visible: mapped.visible, into: ids))
        }
        return (kept, fates)
    }

    private func judged(_ mapped: Mapped) -> Mapped {
        guard !mapped.shapes.isEmpty, mapped.outcome != .elsewhere else { return mapped }
        var judged = mapped
        if mapped.visible <= 0 {
            judged.outcome = .outside
        } else if mapped.visible < rule.least - 1e-9 {
            judged.outcome = .tooLittle
        } else if let area = mapped.area, area < rule.leastArea - 1e-9 {
            judged.outcome = .tooSmall
        } else {
            return mapped
        }
        judged.shapes = []
        return judged
    }

    private func mapped(_ shape: Shape) -> Mapped {
        switch shape {
        case .box(let numbers) where numbers.isFinite(4): box(numbers)
        case .rotated(let numbers) where numbers.isFinite(5): rotated(numbers)
        case .ellipse(let numbers) where numbers.isFinite(5): ellipse(numbers)
        case .polygons(let pieces) where pieces.allSatisfy({ ([$0.outer] + $0.holes).allSatisfy { $0.isFinite() && $0.count >= 6 && $0.count % 2 == 0 } }):
            polygons(pieces)
        case .line(let points) where points.isFinite() && points.count >= 4 && points.count % 2 == 0: line(points)
        case .point(let point) where point.isFinite(2): self.point(point)
        case .joints(let joints) where joints.allSatisfy({ $0.isFinite(3) }): self.joints(joints)
        case .mask(let mask) where RunMask(mask) != nil: self.mask(mask)
        case .cuboid(let front, let back) where [front, back].allSatisfy({ $0.isFinite(4) || $0.isFinite(8) }): cuboid(front, back)
        case .field(let field) where field.box?.isFinite(4) ?? false: self.field(field)
        case .ranges, .segment, .cuboid3D, .field, .track: Mapped(shapes: [shape], visible: 1, area: nil, outcome: .elsewhere)
        default: Mapped(shapes: [], visible: 0, area: nil, outcome: .malformed)
        }
    }

    // MARK: Upright boxes

    private func box(_ numbers: [Double]) -> Mapped {
        let box = Box(numbers[0], numbers[1], numbers[2], numbers[3])
        guard box.area > 0 else { return Mapped(shapes: [], visible: 0, area: nil, outcome: .malformed) }
        if map.affine.keepsUpright {
            let whole = upright(box)
            guard let cut = whole.intersection(map.canvas) else { return outside }
            return cutting(whole, cut, visible: cut.area / whole.area) { .box($0.numbers) }
        }
        let ring = map.affine.apply(turnedOutline(of: box))
        let inside = ConvexRing.clip(ring, by: map.canvas.ring)
        guard let whole = Box(around: ring), let cut = Box(around: inside), ConvexRing.area(inside) > 0 else { return outside }
        return cutting(whole, cut, visible: min(ConvexRing.area(inside) / ConvexRing.area(ring), 1)) { .box($0.numbers) }
    }

    private func upright(_ box: Box) -> Box {
        let corners = map.affine.apply([box.x0, box.y0, box.x1, box.y1])
        return Box(min(corners[0], corners[2]), min(corners[1], corners[3]), max(corners[0], corners[2]), max(corners[1], corners[3]))
    }

    private func turnedOutline(of box: Box) -> [Double] {
        guard map.boundsEllipses else { return box.ring }
        return RotatedBox(x: (box.x0 + box.x1) / 2, y: (box.y0 + box.y1) / 2, width: box.width, height: box.height, degrees: 0).ellipseRing()
    }

    private func cutting(_ whole: Box, _ cut: Box, visible: Double, _ shape: (Box) -> Shape) -> Mapped {
        let isWhole = whole == cut
        let result = rule.clips ? cut : whole
        return Mapped(shapes: [shape(result)], visible: isWhole ? 1 : visible, area: cut.area, outcome: isWhole ? .kept : rule.clips ? .clipped : .reaching)
    }

    private func field(_ field: DocumentField) -> Mapped {
        var mapped = box(field.box ?? [])
        mapped.shapes = mapped.shapes.map { shape in
            guard case .box(let numbers) = shape else { return shape }
            var copy = field
            copy.box = numbers
            return .field(copy)
        }
        return mapped
    }

    // MARK: Shapes that stay whole

    private func rotated(_ numbers: [Double]) -> Mapped {
        let box = RotatedBox(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3], degrees: numbers[4]).mapped(by: map.affine)
        return staying(.rotated([box.x, box.y, box.width, box.height, box.degrees]), outline: box.ring)
    }

    private func ellipse(_ numbers: [Double]) -> Mapped {
        let box = RotatedBox(x: numbers[0], y: numbers[1], width: 2 * numbers[2], height: 2 * numbers[3], degrees: numbers[4])
            .ellipseMapped(by: map.affine)
        return staying(.ellipse([box.x, box.y, box.width / 2, box.height / 2, box.degrees]), outline: box.ellipseRing())
    }

    private func cuboid(_ front: [Double], _ back: [Double]) -> Mapped {
        let faces = [front, back].map { face -> [Double] in
            if face.count == 8 { return map.affine.apply(face) }
            let box = Box(face[0], face[1], face[2], face[3])
            return map.affine.keepsUpright ? upright(box).numbers : map.affine.apply(box.ring)
        }
        let corners = faces.flatMap { $0.count == 4 ? Box($0[0], $0[1], $0[2], $0[3]).ring : $0 }
        return staying(.cuboid(front: faces[0], back: faces[1]), outline: Box(around: corners)?.ring ?? [])
    }

    private func staying(_ shape: Shape, outline: [Double]) -> Mapped {
        guard let bounds = Box(around: outline), ConvexRing.area(outline) > 0 else { return Mapped(shapes: [], visible: 0, area: nil, outcome: .malformed) }
        let area = ConvexRing.area(outline)
        if bounds.isWithin(map.canvas) { return Mapped(shapes: [shape], visible: 1, area: area, outcome: .kept) }
        let inside = ConvexRing.area(ConvexRing.clip(outline, by: map.canvas.ring))
        guard inside > 0 else { return outside }
        return Mapped(shapes: [shape], visible: min(inside / area, 1), area: inside, outcome: .reaching)
    }

    // MARK: Polygons, lines, points

    private func polygons(_ pieces: [PolygonRings]) -> Mapped {
        let whole = Region(pieces.map { Region.Piece(outer: $0.outer, holes: $0.holes) }).mapped(by: map.affine)
        let area = whole.area
        guard let bounds = whole.bounds, area > 0 else { return Mapped(shapes: [], visible: 0, area: nil, outcome: .malformed) }
        if bounds.isWithin(map.canvas) { return Mapped(shapes: [.polygons(whole.rings)], visible: 1, area: area, outcome: .kept) }
        let cut = whole.clipped(to: map.canvas)
        guard !cut.pieces.isEmpty, cut.area > 0 else { return outside }
        return Mapped(
            shapes: [.polygons(rule.clips ? cut.rings : whole.rings)], visible: min(cut.area / area, 1), area: cut.area,
            outcome: rule.clips ? .clipped : .reaching)
    }

    private func line(_ points: [Double]) -> Mapped {
        let whole = map.affine.apply(points)
        if Box(around: whole)?.isWithin(map.canvas) ?? false { return Mapped(shapes: [.line(whole)], visible: 1, area: nil, outcome: .kept) }
        let pieces = Polyline.pieces(of: whole, in: map.canvas)
        let length = Polyline.length(whole)
        guard !pieces.isEmpty, length > 0 else { return outside }
        let visible = min(pieces.reduce(0) { $0 + Polyline.length($1) } / length, 1)
        guard rule.clips else { return Mapped(shapes: [.line(whole)], visible: visible, area: nil, outcome: .reaching) }
        return Mapped(shapes: pieces.map { .line($0) }, visible: visible, area: nil, outcome: pieces.count > 1 ? .split : .clipped)
    }

    private func point(_ point: [Double]) -> Mapped {
        let moved = map.affine.apply(point)
        return map.canvas.holds(moved[0], moved[1]) ? Mapped(shapes: [.point(moved)], visible: 1, area: nil, outcome: .kept) : outside
    }

    private func joints(_ joints: [[Double]]) -> Mapped {
        var labelled = 0
        var inside = 0
        var moved = joints.map { joint -> [Double] in
            guard joint[2] > 0 else { return joint }
            labelled += 1
            let place = map.affine.apply([joint[0], joint[1]])
            guard map.canvas.holds(place[0], place[1]) else { return rule.clips ? [0, 0, 0] : place + [joint[2]] }
            inside += 1
            return place + [joint[2]]
        }
        for pair in map.jointPairs where pair.allSatisfy({ $0 < moved.count }) { moved.swapAt(pair[0], pair[1]) }
        guard labelled > 0 else { return Mapped(shapes: [.joints(moved)], visible: 1, area: nil, outcome: .kept) }
        guard inside > 0 else { return outside }
        let outcome: PartFate.Outcome = inside == labelled ? .kept : rule.clips ? .clipped : .reaching
        return Mapped(shapes: [.joints(moved)], visible: Double(inside) / Double(labelled), area: nil, outcome: outcome)
    }

    // MARK: Masks

    private func mask(_ mask: Mask) -> Mapped {
        guard let old = RunMask(mask), let box = old.bounds, let back = map.affine.inverse else { return outside }
        let window = Box(Double(old.x), Double(old.y), Double(old.x + old.width), Double(old.y + old.height))
        guard let reach = Box(around: map.affine.apply(window.ring)), let part = reach.intersection(map.canvas) else { return outside }
        let (x, y) = (Int(part.x0.rounded(.down)), Int(part.y0.rounded(.down)))
        let new = MaskSampling.sampled(
            old, back: back, x: x, y: y, width: Int(part.x1.rounded(.up)) - x, height: Int(part.y1.rounded(.up)) - y)
        guard new.area > 0 else { return outside }
        let isWhole = Box(around: map.affine.apply(box.ring))?.isWithin(map.canvas) ?? false
        let visible = isWhole ? 1 : min(Double(new.area) / (Double(old.area) * map.affine.determinant.magnitude), 1)
        return Mapped(
            shapes: [.mask(Mask(size: [new.height, new.width], runs: new.runs, at: [new.x, new.y]))], visible: visible,
            area: Double(new.area), outcome: isWhole ? .kept : .clipped)
    }

    private var outside: Mapped { Mapped(shapes: [], visible: 0, area: nil, outcome: .outside) }
}

extension [Double] {
    /// Numbers a map can take without leaving what a `Double` holds.
    fileprivate func isFinite(_ wanted: Int? = nil) -> Bool { count == wanted ?? count && allSatisfy { $0.magnitude < 1e12 } }
}

extension Box {
    fileprivate var numbers: [Double] { [x0, y0, x1, y1] }
    /// Borders belong to the window.
    fileprivate func isWithin(_ window: Box) -> Bool { x0 >= window.x0 && y0 >= window.y0 && x1 <= window.x1 && y1 <= window.y1 }
}

extension Region {
    fileprivate var rings: [PolygonRings] { pieces.map { PolygonRings(outer: $0.outer, holes: $0.holes) } }
}

extension RunMask {
    init?(_ mask: Mask) {
        guard mask.size.count == 2, mask.at.count == 2, (mask.at + mask.size).allSatisfy({ $0.magnitude < 1 << 30 }) else { return nil }
        // Sampling unpacks it: runs are short text for any size.
        guard mask.size[0] * mask.size[1] <= AugmentationRecord.mostPixels else { return nil }
        self.init(x: mask.at[0], y: mask.at[1], width: mask.size[1], height: mask.size[0], runs: mask.runs)
    }
}
