/// Which answers and shapes belong to which kind of question, and on which media it can be asked (MODEL.md 2).
extension QuestionKind {
    /// Whether an answer has this kind's shape; parts are looked at too.
    public func holds(_ answer: Answer) -> Bool {
        switch (self, answer) {
        case (.choice, .choice), (.choices, .choices), (.tree, .paths), (.rating, .rating), (.number, .number), (.date, .date),
            (.text, .text), (.texts, .texts), (.pairwise, .pairwise), (.ranking, .ranking), (.chat, .chat),
            (.relations, .relations), (.tokens, .tokens), (.pointLabels, .pointLabels), (.cells, .cells):
            true
        case (_, .parts(let parts)): hasParts && parts.allSatisfy { allows($0.shape) }
        default: false
        }
    }

    /// Whether answers consist of drawn or marked parts.
    public var hasParts: Bool {
        switch self {
        case .boxes, .rotatedBoxes, .ellipses, .polygons, .polylines, .points, .skeletons, .masks, .cuboids, .tracks, .spans,
            .segments, .transcripts, .fields, .cuboids3D:
            true
        default: false
        }
    }

    /// A drawn shape may come as a track of itself where the medium is video; `tracks` take any drawn shape.
    public func allows(_ shape: Shape) -> Bool {
        switch (self, shape) {
        case (.boxes, .box), (.rotatedBoxes, .rotated), (.ellipses, .ellipse), (.polygons, .polygons), (.polylines, .line),
            (.points, .point), (.skeletons, .joints), (.masks, .mask), (.cuboids, .cuboid), (.spans, .ranges),
            (.segments, .segment), (.transcripts, .segment), (.fields, .field), (.cuboids3D, .cuboid3D):
            true
        case (.tracks, .track): true
        case (_, .track(let frames)): isDrawn && frames.allSatisfy { allows($0.shape) && !$0.shape.isTrack }
        default: false
        }
    }

    /// Geometry on a picture, a video frame or a page.
    public var isDrawn: Bool {
        switch self {
        case .boxes, .rotatedBoxes, .ellipses, .polygons, .polylines, .points, .skeletons, .masks, .cuboids: true
        default: false
        }
    }

    /// Shapes that cover an area, so that two people's are compared by how far they overlap.
    public var hasArea: Bool {
        switch self {
        case .boxes, .rotatedBoxes, .ellipses, .polygons, .masks: true
        default: false
        }
    }

    /// The answer is one or more of the question's labels, so a question without labels cannot be answered.
    public var needsLabels: Bool {
        switch self {
        case .choice, .choices, .tree, .relations, .pointLabels: true
        default: false
        }
    }

    /// nil when the kind can be asked of anything.
    public var media: [Media]? {
        switch self {
        case .boxes, .rotatedBoxes, .ellipses, .polygons, .polylines, .points, .skeletons, .masks, .cuboids:
            [.image, .video, .document, .mixed]
        case .tracks: [.video, .mixed]
        case .spans, .tokens: [.text, .document, .table, .mixed]
        case .segments, .transcripts: [.audio, .series, .video, .mixed]
        case .fields: [.document, .image, .mixed]
        case .cuboids3D, .pointLabels: [.pointcloud, .mixed]
        case .cells: [.table, .text, .series, .mixed]
        default: nil
        }
    }
}

extension Question {
    /// Whether people's answers are compared and fused object by object. A question asked of another's parts is not:
    /// fusing gives parts new names, and its own would hang on nothing.
    public var isComparedByArea: Bool { kind.hasArea && of == nil }
}

extension Shape {
    var isTrack: Bool { if case .track = self { true } else { false } }
}
