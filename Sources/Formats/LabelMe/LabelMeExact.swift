import Records

/// Shapes that labelme draws from other numbers than ours: beside its points stands, under `winnow`, what they were made
/// from, so that nothing is lost on the way through trigonometry.
///
/// Whoever moves the shape in labelme changes the points and not this, so it counts only while the two agree.
enum LabelMeExact {
    private static let tolerance = 1e-6

    static func json(_ shape: Shape) -> JSONValue? {
        switch shape {
        case .rotated(let values): .object(["rotated": .array(values.map(JSONValue.shortest))])
        case .ellipse(let values): .object(["ellipse": .array(values.map(JSONValue.shortest))])
        default: nil
        }
    }

    static func shape(_ value: JSONValue?, near shape: Shape) -> (QuestionKind, Shape)? {
        guard let value else { return nil }
        if let numbers = JSONPoints.numbers(value["rotated"]), numbers.count == 5, agree(.rotated(numbers), shape) { return (.rotatedBoxes, .rotated(numbers)) }
        if let numbers = JSONPoints.numbers(value["ellipse"]), numbers.count == 5, agree(.ellipse(numbers), shape) { return (.ellipses, .ellipse(numbers)) }
        return nil
    }

    private static func agree(_ exact: Shape, _ read: Shape) -> Bool {
        let (ours, theirs) = (numbers(exact), numbers(read))
        return ours.count == theirs.count && !ours.isEmpty && zip(ours, theirs).allSatisfy { ($0 - $1).magnitude <= tolerance * max(1, $0.magnitude) }
    }

    /// The points labelme has of it.
    private static func numbers(_ shape: Shape) -> [Double] {
        switch shape {
        case .ellipse(let values): LabelMeShape.typeName(shape) == "circle" ? values : ShapeOutline.polygons(of: shape)?.first?.outer ?? []
        case .polygons(let polygons): polygons.first?.outer ?? []
        case .rotated(let values): ShapeBounds.corners(ofRotated: values)
        default: []
        }
    }
}
