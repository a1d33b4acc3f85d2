import Records

/// Which point of a box `x` and `y` of a file are: its middle, as the format says, unless the numbers speak against it.
///
/// Converters that write the top left corner instead exist, and nothing in the file says so. A middle nearer to the left or top border
/// than half the box would put the box outside its picture; where that happens and no box read from its corner leaves
/// its picture, corners it is.
struct CreateMLOrigin {
    /// Pixels a box may reach out by rounding.
    private static let tolerance = 1.0
    private(set) var boxes = 0
    private(set) var leavingAsCentre = 0
    private(set) var leavingAsCorner = 0

    mutating func see(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ size: PixelSize?) {
        boxes += 1
        let (outX, outY) = (size.map { Double($0.width) + Self.tolerance } ?? .infinity, size.map { Double($0.height) + Self.tolerance } ?? .infinity)
        if x - width / 2 < -Self.tolerance || y - height / 2 < -Self.tolerance || x + width / 2 > outX || y + height / 2 > outY { leavingAsCentre += 1 }
        if x < -Self.tolerance || y < -Self.tolerance || x + width > outX || y + height > outY { leavingAsCorner += 1 }
    }

    var isDoubtful: Bool { leavingAsCentre > 0 }
    var origin: CreateMLElement.Origin { leavingAsCentre > 0 && leavingAsCorner == 0 ? .corner : .centre }
}
