import Foundation
import Kernels

/// How alike two boxes are, 0...1: mostly what they share, a little how near they are, so that boxes apart still differ.
///
/// 0.9 IoU + 0.1 exp(-distance of the centres).
public struct BoxSimilarity: Sendable, Hashable {
    /// The unit of the distance in the exponent.
    public enum Unit: Sendable, Hashable {
        /// A tenth of a pixel's worth, as cleanlab has it: the same picture at twice the size gets other scores.
        case pixels
        /// Four times the distance over the side of the two boxes (the fourth root of the product of their areas): the same
        /// scores at any size. Agrees with `pixels` for boxes of 40 pixels a side.
        case boxSides
    }

    public var unit: Unit

    public init(_ unit: Unit) { self.unit = unit }

    func between(_ left: Box, _ right: Box, iou: Double) -> Double { 0.9 * iou + 0.1 * exp(-distance(left, right)) }

    private func distance(_ left: Box, _ right: Box) -> Double {
        let dx = (left.x0 + left.x1) / 2 - (right.x0 + right.x1) / 2
        let dy = (left.y0 + left.y1) / 2 - (right.y0 + right.y1) / 2
        let distance = (dx * dx + dy * dy).squareRoot()
        switch unit {
        case .pixels: return 0.1 * distance
        case .boxSides:
            let side = (left.area * right.area).squareRoot().squareRoot()
            return distance == 0 ? 0 : side > 0 ? 4 * distance / side : .infinity
        }
    }
}
