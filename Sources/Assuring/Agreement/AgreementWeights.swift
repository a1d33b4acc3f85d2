import Foundation

/// How much two different classes still agree: 1 on the diagonal, 0 where they have nothing in common.
///
/// The eight schemes of Gwet, Handbook of Inter-Rater Reliability (4th edition, 2014), chapter 3, as K x K row-major.
public struct AgreementWeights: Sendable, Hashable {
    public enum Scheme: String, Sendable, CaseIterable {
        case identity, linear, quadratic, ordinal, radical, ratio, circular, bipolar
        /// Whether it needs classes that are numbers; `ordinal` looks at the order only.
        public var needsValues: Bool { self != .identity && self != .ordinal }
    }

    public let classCount: Int
    public let matrix: [Double]

    public subscript(row: Int, column: Int) -> Double { matrix[row * classCount + column] }

    /// Full credit for the same class, none for another.
    public static func identity(_ classCount: Int) -> AgreementWeights {
        AgreementWeights(classCount) { $0 == $1 ? 1 : 0 }
    }

    /// 1 - distance / largest distance.
    static func closeness(_ classCount: Int, _ distance: (Int, Int) -> Double) -> AgreementWeights {
        let distances = AgreementWeights(classCount, distance)
        let largest = distances.matrix.max() ?? 0
        return AgreementWeights(classCount) { largest > 0 ? 1 - distances[$0, $1] / largest : 1 }
    }

    init(_ classCount: Int, _ weight: (Int, Int) -> Double) {
        self.classCount = classCount
        matrix = (0..<classCount * classCount).map { weight($0 / classCount, $0 % classCount) }
    }

    /// - Parameter values: the numbers of the classes; their positions when nil.
    public init(_ scheme: Scheme, classCount: Int, values: [Double]? = nil) {
        let x = values ?? (0..<classCount).map(Double.init)
        let low = x.min() ?? 0
        let span = (x.max() ?? 0) - low
        switch scheme {
        case .identity: self = .identity(classCount)
        case .linear: self = .closeness(classCount) { abs(x[$0] - x[$1]) }
        case .quadratic: self = .closeness(classCount) { (x[$0] - x[$1]) * (x[$0] - x[$1]) }
        case .radical: self = .closeness(classCount) { abs(x[$0] - x[$1]).squareRoot() }
        case .ordinal:
            self = .closeness(classCount) { Double((abs($0 - $1) + 1) * abs($0 - $1)) / 2 }
        case .ratio:
            self = .closeness(classCount) { row, column in
                let sum = x[row] + x[column]
                let share = sum == 0 ? 0 : (x[row] - x[column]) / sum
                return share * share
            }
        case .circular:
            self = .closeness(classCount) { row, column in
                let turn = sin(Double.pi * (x[row] - x[column]) / (span + 1))
                return turn * turn
            }
        case .bipolar:
            self = .closeness(classCount) { row, column in
                guard row != column else { return 0 }
                let difference = x[row] - x[column]
                let sum = x[row] + x[column]
                return difference * difference / ((sum - 2 * low) * (2 * (low + span) - sum))
            }
        }
    }
}
