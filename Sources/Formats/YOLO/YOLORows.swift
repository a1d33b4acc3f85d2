import Records

/// The rows of one picture as bytes, and what is lost on the way.
struct YOLORows {
    var losses: LossLedger
    private(set) var bytes: [UInt8] = []
    private let task: YOLO.Task
    private let decimals: Int?
    /// Of a dataset of poses: as stated, or of the first skeleton.
    private(set) var joints: Int?
    /// Further off than this many pixels is rounding.
    private static let tolerance = 1e-9

    init(task: YOLO.Task, policy: LossPolicy, decimals: Int?, joints: Int? = nil) {
        self.task = task
        self.joints = joints
        self.decimals = decimals.map { min(max($0, 0), 15) }
        losses = LossLedger(format: task == .detect ? "yolo" : "yolo-\(task.rawValue)", policy: policy)
    }

    mutating func begin() { bytes.removeAll(keepingCapacity: true) }

    mutating func add(_ part: Part, _ joints: [[Double]]?, number: Int, _ size: PixelSize, _ example: LossExample) throws {
        let before = bytes.count
        switch task {
        case .detect:
            if let box = try box(of: part.shape, example), let inside = try cut(box, size, example) { try append(inside, number, size, example) }
        case .segment:
            for ring in try rings(of: part.shape, example) { try append(ring: ring, number, size, example) }
        case .obb:
            if let corners = try corners(of: part.shape, example) { try append(ring: corners, number, size, example) }
        case .pose: try append(pose: part, joints, number, size, example)
        }
        guard bytes.count > before else { return }
        if part.labels.count > 1 { try losses.drop(YOLOWriter.labelsLeftOut, example, count: part.labels.count - 1) }
        if !part.attributes.isEmpty { try losses.drop(YOLOWriter.attributesLeftOut, example, count: part.attributes.count) }
        if part.note != nil { try losses.drop(YOLOWriter.noteLeftOut, example) }
        if part.score != nil { try losses.drop(YOLOWriter.scoreLeftOut, example) }
    }

    // MARK: Boxes

    private mutating func box(of shape: Shape, _ example: LossExample) throws -> [Double]? {
        if case .box(let box) = shape, box.count == 4, ShapeBounds.isFinite(box) { return box }
        guard let box = ShapeBounds.box(of: shape), ShapeBounds.isFinite(box) else {
            try losses.drop(YOLOWriter.shapeLeftOut, example)
            return nil
        }
        return try losses.mayAdapt(YOLOWriter.shapeAsBox, example) ? box : nil
    }

    /// The part of the box on the picture.
    private mutating func cut(_ box: [Double], _ size: PixelSize, _ example: LossExample) throws -> [Double]? {
        let inside = [max(0, box[0]), max(0, box[1]), min(Double(size.width), box[2]), min(Double(size.height), box[3])]
        guard inside[0] < inside[2], inside[1] < inside[3] else {
            try losses.drop(YOLOWriter.shapeLeftOut, example)
            return nil
        }
        if inside != box { guard try losses.mayAdapt(YOLOWriter.cutAtBorder, example) else { return nil } }
        return inside
    }

    private mutating func append(_ box: [Double], _ number: Int, _ size: PixelSize, _ example: LossExample) throws {
        let (width, height) = (Double(size.width), Double(size.height))
        let shares = [(box[0] + box[2]) / 2 / width, (box[1] + box[3]) / 2 / height, (box[2] - box[0]) / width, (box[3] - box[1]) / height].map(written)
        let back = YOLORow.box(shares[0], shares[1], shares[2], shares[3], size)
        if zip(back, box).contains(where: { ($0 - $1).magnitude > Self.tolerance }) { try losses.round(YOLOWriter.coordinateRounded, example) }
        row(number, shares)
    }

    // MARK: Polygons

    private mutating func rings(of shape: Shape, _ example: LossExample) throws -> [[Double]] {
        var polygons: [PolygonRings]
        switch shape {
        case .polygons(let own) where own.allSatisfy({ ShapeBounds.isFinite($0.outer + $0.holes.flatMap(\.self)) && $0.outer.count >= 6 }): polygons = own
        case .box(let box) where box.count == 4 && ShapeBounds.isFinite(box):
            guard try losses.mayAdapt(YOLOWriter.boxAsPolygon, example) else { return [] }
            polygons = [PolygonRings(outer: [box[0], box[1], box[2], box[1], box[2], box[3], box[0], box[3]])]
        case .rotated(let values) where values.count == 5 && ShapeBounds.isFinite(values):
            guard try losses.mayAdapt(YOLOWriter.shapeAsPolygon, example) else { return [] }
            polygons = [PolygonRings(outer: ShapeBounds.corners(ofRotated: values))]
        case .mask(let mask):
            guard let outline = MaskOutline.polygons(mask) else { try losses.drop(YOLOWriter.shapeLeftOut, example); return [] }
            guard try losses.mayAdapt(YOLOWriter.maskAsPolygon, example) else { return [] }
            polygons = outline
        default:
            try losses.drop(YOLOWriter.shapeLeftOut, example)
            return []
        }
        if polygons.count > 1 { guard try losses.mayAdapt(YOLOWriter.instanceSplit, example) else { return [] } }
        if polygons.contains(where: { !$0.holes.isEmpty }) { guard try losses.mayAdapt(YOLOWriter.holesBridged, example) else { return [] } }
        return polygons.map(RingBridge.ring)
    }

    private mutating func append(ring: [Double], _ number: Int, _ size: PixelSize, _ example: LossExample) throws {
        var inside = ring
        for place in inside.indices { inside[place] = min(max(0, inside[place]), Double(place % 2 == 0 ? size.width : size.height)) }
        guard ShapeBounds.area(inside) > 0 else { return try losses.drop(YOLOWriter.shapeLeftOut, example) }
        if inside != ring { guard try losses.mayAdapt(YOLOWriter.cutAtBorder, example) else { return } }
        let shares = inside.enumerated().map { written($0.element / Double($0.offset % 2 == 0 ? size.width : size.height)) }
        if zip(YOLORow.ring(shares, size), inside).contains(where: { ($0 - $1).magnitude > Self.tolerance }) { try losses.round(YOLOWriter.coordinateRounded, example) }
        row(number, shares)
    }

    // MARK: Corners and joints

    private mutating func corners(of shape: Shape, _ example: LossExample) throws -> [Double]? {
        if case .rotated(let values) = shape, values.count == 5, ShapeBounds.isFinite(values) { return ShapeBounds.corners(ofRotated: values) }
        var box: [Double]?
        if case .polygons(let polygons) = shape, polygons.count == 1, polygons[0].holes.isEmpty { box = CornerBox.rotated(polygons[0].outer, decimals: 9) }
        guard let around = box.map(ShapeBounds.corners) ?? ShapeBounds.box(of: shape).map({ [$0[0], $0[1], $0[2], $0[1], $0[2], $0[3], $0[0], $0[3]] }), ShapeBounds.isFinite(around) else {
            try losses.drop(YOLOWriter.shapeLeftOut, example)
            return nil
        }
        return try losses.mayAdapt(YOLOWriter.shapeAsRotated, example) ? around : nil
    }

    /// A box with the joints that belong to it, or joints with the box around them.
    private mutating func append(pose part: Part, _ given: [[Double]]?, _ number: Int, _ size: PixelSize, _ example: LossExample) throws {
        var own = given
        if case .joints(let joints) = part.shape { own = joints }
        guard let count = joints ?? own?.count, count > 0 else { return try losses.drop(YOLOWriter.boxWithoutJoints, example) }
        if own == nil { guard try losses.mayAdapt(YOLOWriter.boxWithoutJoints, example) else { return } }
        let points = own ?? Array(repeating: [0, 0, 0], count: count)
        guard points.count == count, points.allSatisfy({ $0.count == 3 && ShapeBounds.isFinite($0) }) else { return try losses.drop(YOLOWriter.otherJoints, example) }
        joints = count
        guard let around = ShapeBounds.box(of: part.shape), ShapeBounds.isFinite(around), let box = try cut(around, size, example) else { return }
        let before = bytes.count
        try append(box, number, size, example)
        guard bytes.count > before, bytes.popLast() != nil else { return }
        for point in points {
            for share in [written(point[0] / Double(size.width)), written(point[1] / Double(size.height)), point[2]] {
                bytes.append(32)
                DecimalText.append(share, to: &bytes)
            }
        }
        bytes.append(10)
    }

    // MARK: Numbers

    /// The share as it will be read again.
    private func written(_ share: Double) -> Double {
        let share = min(max(0, share), 1)
        guard let decimals else { return share }
        let scale = Self.powers[decimals]
        return (share * scale).rounded() / scale
    }

    private static let powers: [Double] = (0...15).map { (0..<$0).reduce(1.0) { power, _ in power * 10 } }

    private mutating func row(_ number: Int, _ shares: [Double]) {
        DecimalText.append(Int64(number), to: &bytes)
        for share in shares {
            bytes.append(32)
            DecimalText.append(share, to: &bytes)
        }
        bytes.append(10)
    }
}
