extension KeypointError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .sigmasNeeded(let points):
            "\(points) points have no usual sigmas (only the 17 of COCO's people have): say how far placings of each point spread"
        case .pointCount(let count, let expected, let item, let annotator):
            "`\(annotator)` gave \(count) points on `\(item)`, and \(expected) are expected"
        case .notAPoint(let place, let item, let annotator):
            "point \(place) of `\(annotator)` on `\(item)` is not x, y and visibility"
        case .area(let area, let item, let annotator):
            "the area `\(annotator)` gave for `\(item)` is \(area), which is not a positive number"
        }
    }
}
