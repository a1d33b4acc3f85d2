import Kernels

/// An expression whose kinds are settled.
indirect enum ExpressionNode: Sendable {
    case number(Double), text(String), boolean(Bool), missing(ExpressionKind)
    case column(Int, ExpressionKind)
    case call(ExpressionFunction, [ExpressionNode], ExpressionKind, LinearPattern?)

    var kind: ExpressionKind {
        switch self {
        case .number: .number
        case .text: .text
        case .boolean: .boolean
        case .missing(let kind), .column(_, let kind), .call(_, _, let kind, _): kind
        }
    }
}

/// Settles kinds: first those of columns by their use, then everything else from the leaves up.
struct ExpressionBinder {
    private let known: [String: ExpressionKind]?
    private var kinds: [String: ExpressionKind]
    private(set) var columns: [FeatureExpression.Column] = []

    init(known: [String: ExpressionKind]?) {
        self.known = known
        kinds = known ?? [:]
    }

    /// Gives undeclared columns the kind of the place they stand in; the first place that says one wins.
    mutating func settle(_ syntax: ExpressionSyntax, as wanted: ExpressionKind?) throws(ExpressionError) {
        switch syntax {
        case .name(let name, _): if known == nil, let wanted, kinds[name] == nil { kinds[name] = wanted }
        case .call(let function, let arguments, let column):
            let signature = function.signature
            guard signature.counts.contains(arguments.count) else {
                let (least, most) = (signature.counts.lowerBound, signature.counts.upperBound)
                let words = least == most ? "\(least) argument\(least == 1 ? "" : "s")" : "\(least) to \(most) arguments"
                throw ExpressionError(reason: .argumentCount(function.rawValue, given: arguments.count, wanted: words), column: column)
            }
            let free = arguments.indices.filter { kind(signature, $0) == nil }
            let shared = free.compactMap { guess(arguments[$0]) }.first ?? (signature.gives == nil ? wanted : function.isOrder ? .number : nil)
            for (place, argument) in arguments.enumerated() { try settle(argument, as: kind(signature, place) ?? shared) }
        default: break
        }
    }

    private func kind(_ signature: ExpressionFunction.Signature, _ place: Int) -> ExpressionKind? { signature.takes[min(place, signature.takes.count - 1)] }

    private func guess(_ syntax: ExpressionSyntax) -> ExpressionKind? {
        switch syntax {
        case .number: .number
        case .text: .text
        case .boolean: .boolean
        case .missing: nil
        case .name(let name, _): kinds[name]
        case .call(let function, let arguments, _):
            function.signature.gives ?? arguments.indices.filter { kind(function.signature, $0) == nil }.compactMap { guess(arguments[$0]) }.first
        }
    }

    mutating func bind(_ syntax: ExpressionSyntax, as wanted: ExpressionKind?) throws(ExpressionError) -> ExpressionNode {
        let node = try free(syntax, wanted)
        if let wanted, node.kind != wanted { throw ExpressionError(reason: .wrongKind(node.kind, wanted: wanted), column: syntax.column) }
        return node
    }

    private mutating func free(_ syntax: ExpressionSyntax, _ wanted: ExpressionKind?) throws(ExpressionError) -> ExpressionNode {
        switch syntax {
        case .number(let value, _): return .number(value)
        case .text(let text, _): return .text(text)
        case .boolean(let flag, _): return .boolean(flag)
        case .missing: return .missing(wanted ?? .text)
        case .name(let name, let column): return try self.column(name, at: column)
        case .call(let function, let arguments, let column): return try call(function, arguments, wanted, at: column)
        }
    }

    private mutating func column(_ name: String, at column: Int) throws(ExpressionError) -> ExpressionNode {
        if let known, known[name] == nil { throw ExpressionError(reason: .unknownColumn(name, known: known.keys.sorted()), column: column) }
        let kind = kinds[name] ?? .text
        if let place = columns.firstIndex(where: { $0.name == name }) { return .column(place, kind) }
        columns.append(FeatureExpression.Column(name: name, kind: kind))
        return .column(columns.count - 1, kind)
    }

    private mutating func call(
        _ function: ExpressionFunction, _ arguments: [ExpressionSyntax], _ wanted: ExpressionKind?, at column: Int
    ) throws(ExpressionError) -> ExpressionNode {
        let signature = function.signature
        let freePlaces = arguments.indices.filter { kind(signature, $0) == nil }
        let shared = freePlaces.compactMap { guess(arguments[$0]) }.first ?? (signature.gives == nil ? wanted : nil)
        var nodes: [ExpressionNode] = []
        for (place, argument) in arguments.enumerated() {
            if signature.constants.contains(place) { try checkConstant(argument, function) }
            let node = try bind(argument, as: kind(signature, place))
            if kind(signature, place) == nil, let shared, node.kind != shared {
                throw ExpressionError(reason: .differentKinds(shared, node.kind), column: argument.column)
            }
            nodes.append(node)
        }
        if function.isOrder, nodes[0].kind == .boolean {
            throw ExpressionError(reason: .wrongKind(.boolean, wanted: .number), column: arguments[0].column)
        }
        try checkRange(function, nodes, arguments)
        let result = signature.gives ?? freePlaces.first.map { nodes[$0].kind } ?? .text
        return .call(function, nodes, result, try pattern(function, nodes, arguments))
    }

    private func checkConstant(_ argument: ExpressionSyntax, _ function: ExpressionFunction) throws(ExpressionError) {
        switch argument {
        case .number, .text, .call(.negate, _, _): return
        default: throw ExpressionError(reason: .notConstant(function.rawValue), column: argument.column)
        }
    }

    private func checkRange(_ function: ExpressionFunction, _ nodes: [ExpressionNode], _ arguments: [ExpressionSyntax]) throws(ExpressionError) {
        func check(_ place: Int, _ range: ClosedRange<Double>, _ allowed: String) throws(ExpressionError) {
            guard place < nodes.count, case .number(let value) = nodes[place] else { return }
            if !range.contains(value) || value != value.rounded() { throw ExpressionError(reason: .outOfRange("\(value)", allowed: allowed), column: arguments[place].column) }
        }
        switch function {
        case .round: try check(1, 0...15, "a whole number from 0 to 15")
        case .hash: try check(1, 1...1e9, "a whole number of buckets from 1 to 1e9")
        case .part: try check(2, 1...1e6, "a whole number from 1")
        default: break
        }
    }

    private func pattern(_ function: ExpressionFunction, _ nodes: [ExpressionNode], _ arguments: [ExpressionSyntax]) throws(ExpressionError) -> LinearPattern? {
        guard function == .extract || function == .matches, case .text(let text) = nodes[1] else { return nil }
        do { return try LinearPattern(text) } catch { throw ExpressionError(reason: .badPattern(error.description), column: arguments[1].column) }
    }
}
