import Foundation

/// The weight a pixel has at a distance, in units of the coarser grid. Same definitions as Pillow's filters.
///
/// `box` averages the covered area and keeps the mean; `triangle` is bilinear; `cubic` is Keys' kernel with a = -0.5
/// (Keys 1981, IEEE ASSP 29(6), doi 10.1109/TASSP.1981.1163711); `lanczos` is sinc windowed by sinc over three lobes.
/// Use `box` for small previews and statistics, `lanczos` for what people look at.
public enum ResamplingFilter: String, Sendable, Hashable, Codable, CaseIterable {
    case box, triangle, cubic, lanczos

    /// Half the width of the filter.
    public var support: Double {
        switch self {
        case .box: 0.5
        case .triangle: 1
        case .cubic: 2
        case .lanczos: 3
        }
    }

    public func weight(at distance: Double) -> Double {
        let x = abs(distance)
        switch self {
        case .box: return distance > -0.5 && distance <= 0.5 ? 1 : 0
        case .triangle: return x < 1 ? 1 - x : 0
        case .cubic: return Self.keys(x)
        case .lanczos: return distance >= -3 && distance < 3 ? Self.sinc(distance) * Self.sinc(distance / 3) : 0
        }
    }

    private static func keys(_ x: Double) -> Double {
        let a = -0.5
        if x < 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0
    }

    private static func sinc(_ x: Double) -> Double {
        x == 0 ? 1 : sin(x * .pi) / (x * .pi)
    }
}
