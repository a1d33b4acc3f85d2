import Records

/// One row: a class number and its coordinates as shares of the picture.
///
///     c cx cy w h            box            c cx cy w h n     box, and one number more that is kept
///     c x1 y1 x2 y2 x3 y3 .. polygon        c cx cy w h (x y [v])*K   box and joints, K from `kpt_shape`
struct YOLORow {
    struct Fault {
        var severity: Finding.Severity
        var code: String
        var message: String
    }

    struct Outcome {
        var parts: [(question: String, part: Part)] = []
        var faults: [Fault] = []
    }

    private let columns: [Substring]
    private let joints: (count: Int, numbers: Int)?
    private let task: YOLO.Task

    /// nil for a blank line.
    init?(_ line: Substring, joints: (count: Int, numbers: Int)?, task: YOLO.Task = .detect) {
        columns = line.split { $0 == " " || $0 == "\t" || $0 == "\r" }
        self.joints = joints
        self.task = task
        if columns.isEmpty { return nil }
    }

    /// What stands behind a box: a confidence or the number of a track.
    var extra: String? { columns.count == 6 ? String(columns[5]) : nil }

    func parts(_ id: String, _ names: [String?], _ size: PixelSize, _ questions: QuestionNames) -> Outcome {
        func fail(_ code: String, _ message: String, _ severity: Finding.Severity = .error) -> Outcome {
            Outcome(faults: [Fault(severity: severity, code: code, message: message)])
        }
        guard let number = DecimalText.number(columns[0]), let index = Int(exactly: number), index >= 0 else { return fail("yolo.row.class", "has `\(columns[0].prefix(40))` for a class number") }
        guard names.isEmpty || index < names.count else { return fail("yolo.row.unknown-class", "is of class \(index); there are \(names.count)") }
        let label = (names.isEmpty ? nil : names[index]) ?? String(index)
        var values: [Double] = []
        for column in columns.dropFirst() {
            guard let value = DecimalText.number(column) else { return fail("yolo.row.not-a-number", "has `\(column.prefix(40))` where a number is needed") }
            values.append(value)
        }
        if let joints, values.count == 4 + joints.count * joints.numbers { return pose(values, joints, id, label, size, questions) }
        if task == .obb, values.count == 8 { return rotated(values, id, label, size, questions) }
        switch values.count {
        case 4, 5: return Self.box(values, id, label, size, questions)
        case 6... where values.count % 2 == 0: return polygon(values, id, label, size, questions)
        default: return fail("yolo.row.columns", "has \(columns.count) columns; a box has 5, a polygon 7 or more, an odd number")
        }
    }

    static func box(_ values: [Double], _ id: String, _ label: String, _ size: PixelSize, _ questions: QuestionNames) -> Outcome {
        let box = box(values[0], values[1], values[2], values[3], size)
        guard values[2] > 0, values[3] > 0, box[0] < box[2], box[1] < box[3] else {
            return Outcome(faults: [Fault(severity: .warning, code: "yolo.box.no-area", message: "has a box of size \(DecimalText.text(values[2])) x \(DecimalText.text(values[3]))")])
        }
        guard let question = questions.boxes else {
            return Outcome(faults: [Fault(severity: .note, code: "yolo.shape.not-wanted", message: "is a box, and no question asks for one")])
        }
        var outcome = Outcome(parts: [(question, Part(id: id, labels: [label], shape: .box(box), origin: .imported))])
        checkOutside(box, size, &outcome)
        return outcome
    }

    /// Four corners; a polygon where no question asks for rotated boxes.
    private func rotated(_ values: [Double], _ id: String, _ label: String, _ size: PixelSize, _ questions: QuestionNames) -> Outcome {
        guard let question = questions.name(.rotatedBoxes) else { return polygon(values, id, label, size, questions) }
        guard let box = CornerBox.rotated(Self.ring(values, size), decimals: 9) else {
            return Outcome(faults: [Fault(severity: .warning, code: "yolo.box.no-area", message: "has corners without an area")])
        }
        var outcome = Outcome(parts: [(question, Part(id: id, labels: [label], shape: .rotated(box), origin: .imported))])
        Self.checkOutside(ShapeBounds.around(Self.ring(values, size)) ?? [0, 0, 0, 0], size, &outcome)
        return outcome
    }

    private func polygon(_ values: [Double], _ id: String, _ label: String, _ size: PixelSize, _ questions: QuestionNames) -> Outcome {
        let ring = Self.ring(values, size)
        guard ShapeBounds.area(ring) > 0 else { return Outcome(faults: [Fault(severity: .warning, code: "yolo.polygon.no-area", message: "has a polygon without area")]) }
        let box = ShapeBounds.around(ring) ?? [0, 0, 0, 0]
        let found: (question: String, part: Part)? = questions.polygons.map { ($0, Part(id: id, labels: [label], shape: .polygons([PolygonRings(outer: ring)]), origin: .imported)) }
            ?? questions.boxes.map { ($0, Part(id: id, labels: [label], shape: .box(box), origin: .imported)) }
        guard let found else { return Outcome(faults: [Fault(severity: .note, code: "yolo.shape.not-wanted", message: "is a polygon, and no question asks for one")]) }
        var outcome = Outcome(parts: [found])
        Self.checkOutside(box, size, &outcome)
        return outcome
    }

    private func pose(_ values: [Double], _ joints: (count: Int, numbers: Int), _ id: String, _ label: String, _ size: PixelSize, _ questions: QuestionNames) -> Outcome {
        var outcome = Self.box(Array(values[0..<4]), id, label, size, questions)
        guard let question = questions.skeletons else { return outcome }
        let points = stride(from: 4, to: values.count, by: joints.numbers).map { place -> [Double] in
            let isThere = values[place] != 0 || values[place + 1] != 0
            let seen = joints.numbers == 3 ? values[place + 2] : isThere ? 2 : 0
            return [values[place] * Double(size.width), values[place + 1] * Double(size.height), [0, 1, 2].contains(seen) ? seen : 2]
        }
        outcome.parts.append((question, Part(id: "\(id).joints", labels: [label], shape: .joints(points), origin: .imported)))
        return outcome
    }

    private static func checkOutside(_ box: [Double], _ size: PixelSize, _ outcome: inout Outcome) {
        guard ShapeBounds.isOutside(box, size) else { return }
        outcome.faults.append(Fault(severity: .warning, code: "yolo.shape.outside", message: "reaches beyond the picture: \(box.map(DecimalText.text).joined(separator: ", "))"))
    }

    // MARK: Shares to pixels

    static func box(_ cx: Double, _ cy: Double, _ w: Double, _ h: Double, _ size: PixelSize) -> [Double] {
        let (width, height) = (Double(size.width), Double(size.height))
        return [cx * width - w * width / 2, cy * height - h * height / 2, cx * width + w * width / 2, cy * height + h * height / 2]
    }

    static func ring(_ shares: [Double], _ size: PixelSize) -> [Double] {
        shares.enumerated().map { $0.element * Double($0.offset % 2 == 0 ? size.width : size.height) }
    }
}
