import Foundation

/// How much two different classes still agree: 1 on the diagonal, 0 where they have nothing in common.
///
/// The eight schemes of Gwet, Handbook of Inter-Rater Reliability (4th edition, 2014), chapter 3, as K x K row-major.
/// Identity needs no table and takes any number of classes; the others are refused above `largestTable` classes, where a
/// table would not fit: so many classes are numbers, and numbers have measures of their own (`NumberAgreementCatalog`).
public struct AgreementWeights: Sendable, Hashable {
    public enum Scheme: String, Sendable, CaseIterable {
        case identity, linear, quadratic, ordinal, radical, ratio, circular, bipolar
        /// Whether it needs classes that are numbers; `ordinal` looks at the order only.
        public var needsValues: Bool { self != .identity && self != .ordinal }
    }

    /// 32 MB.
    public static let largestTable = 2_000

    public let classCount: Int
    /// nil for identity.
    let table: [Double]?

    public subscript(row: Int, column: Int) -> Double { table?[row * classCount + column] ?? (row == column ? 1 : 0) }

    /// K x K; for identity made on demand.
    public var matrix: [Double] { table ?? (0..<classCount * classCount).map { $0 / classCount == $0 % classCount ? 1 : 0 } }

    /// Sum of all weights.
    var total: Double { table?.reduce(0, +) ?? Double(classCount) }

    /// Full credit for the same class, none for another.
    public static func identity(_ classCount: Int) -> AgreementWeights { AgreementWeights(classCount: classCount, table: nil) }

    /// 1 - distance / largest distance.
    static func closeness(_ classCount: Int, _ distance: (Int, Int) -> Double) -> AgreementWeights {
        closeness(ClassDistances.table(classCount, distance), classCount)
    }

    static func closeness(_ distances: [Double], _ classCount: Int) -> AgreementWeights {
        let largest = distances.max() ?? 0
        return AgreementWeights(classCount: classCount, table: distances.map { largest > 0 ? 1 - $0 / largest : 1 })
    }

    private init(classCount: Int, table: [Double]?) {
        self.classCount = classCount
        self.table = table
    }

    /// - Parameter values: the numbers of the classes; their positions when nil.
    public init(_ scheme: Scheme, classCount: Int, values: [Double]? = nil) {
        let x = values ?? (0..<classCount).map(Double.init)
        let low = x.min() ?? 0
        let span = (x.max() ?? 0) - low
        switch scheme {
        case .identity: self = .identity(classCount)
        case .linear: self = .closeness(classCount) { abs(x[$0] - x[$1]) }
        case .quadratic: self = .closeness(classCount) { ClassDistances.interval(x[$0], x[$1]) }
        case .radical: self = .closeness(classCount) { abs(x[$0] - x[$1]).squareRoot() }
        case .ordinal: self = .closeness(classCount) { Double((abs($0 - $1) + 1) * abs($0 - $1)) / 2 }
        case .ratio: self = .closeness(classCount) { ClassDistances.ratio(x[$0], x[$1]) }
        case .circular: self = .closeness(classCount) { ClassDistances.circular(x[$0], x[$1], span: span) }
        case .bipolar: self = .closeness(classCount) { $0 == $1 ? 0 : ClassDistances.bipolar(x[$0], x[$1], low: low, high: low + span) }
        }
    }
}

/// How far two classes that are numbers are apart.
enum ClassDistances {
    static func table(_ classCount: Int, _ distance: (Int, Int) -> Double) -> [Double] {
        var table: [Double] = []
        table.reserveCapacity(classCount * classCount)
        for row in 0..<classCount { for column in 0..<classCount { table.append(distance(row, column)) } }
        return table
    }

    static func interval(_ a: Double, _ b: Double) -> Double { (a - b) * (a - b) }

    static func ratio(_ a: Double, _ b: Double) -> Double {
        let share = a + b == 0 ? 0 : (a - b) / (a + b)
        return share * share
    }

    static func circular(_ a: Double, _ b: Double, span: Double) -> Double {
        let turn = sin(Double.pi * (a - b) / (span + 1))
        return turn * turn
    }

    /// 0 for two names of one number.
    static func bipolar(_ a: Double, _ b: Double, low: Double, high: Double) -> Double {
        let room = (a + b - 2 * low) * (2 * high - a - b)
        return room > 0 ? (a - b) * (a - b) / room : 0
    }
}

extension AgreementWeights.Scheme {
    /// nil is `identity`, which is also a name.
    init?(variant: String?) {
        guard let variant else { self = .identity; return }
        self.init(rawValue: variant)
    }

    var variant: String? { self == .identity ? nil : rawValue }
}

extension RatingPanel {
    func weights(_ scheme: AgreementWeights.Scheme) throws(AgreementUndefined) -> AgreementWeights {
        if scheme != .identity, classCount > AgreementWeights.largestTable { throw .tooManyClasses }
        if scheme.needsValues, votes.classValues == nil { throw .classesAreNotNumbers }
        return AgreementWeights(scheme, classCount: classCount, values: votes.classValues)
    }
}
