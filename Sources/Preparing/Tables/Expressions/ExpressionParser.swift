/// What was written, before kinds are settled.
indirect enum ExpressionSyntax {
    case number(Double, Int), text(String, Int), boolean(Bool, Int), missing(Int)
    case name(String, Int)
    case call(ExpressionFunction, [ExpressionSyntax], Int)

    var column: Int {
        switch self {
        case .number(_, let column), .text(_, let column), .boolean(_, let column), .missing(let column), .name(_, let column), .call(_, _, let column): column
        }
    }
}

/// Reads expressions by recursive descent. Binding, loosest first: `if`, `or`, `and`, `not`, comparisons, `+ -`, `* / %`,
/// minus, `^` (to the right).
struct ExpressionParser {
    static let mostBytes = 10_000
    static let mostDepth = 60
    /// Words and signs: `a + a + a` nests as deep as it is long, and is walked by recursion.
    static let mostTokens = 800
    private let tokens: [ExpressionToken]
    private var place = 0
    private var depth = 0

    static func parse(_ text: String) throws(ExpressionError) -> ExpressionSyntax {
        guard text.utf8.count <= mostBytes else { throw ExpressionError(reason: .tooLong(text.utf8.count, most: mostBytes), column: 1) }
        var parser = ExpressionParser(tokens: try ExpressionToken.all(in: text))
        guard parser.tokens.count > 1 else { throw ExpressionError(reason: .empty, column: 1) }
        guard parser.tokens.count <= mostTokens else { throw ExpressionError(reason: .tooManyWords(parser.tokens.count, most: mostTokens), column: parser.tokens[mostTokens].column) }
        let syntax = try parser.whole()
        guard parser.now.kind == .end else { throw parser.unexpected("an operator or the end") }
        return syntax
    }

    private init(tokens: [ExpressionToken]) { self.tokens = tokens }

    private var now: ExpressionToken { tokens[place] }

    private func unexpected(_ wanted: String) -> ExpressionError { ExpressionError(reason: .unexpected(now.shown, wanted: wanted), column: now.column) }

    private mutating func pass(_ sign: String) -> Bool {
        guard now.kind == .sign(sign) else { return false }
        place += 1
        return true
    }

    private mutating func passWord(_ word: String) -> Bool {
        guard now.kind == .word(word) else { return false }
        place += 1
        return true
    }

    private mutating func need(_ sign: String) throws(ExpressionError) { if !pass(sign) { throw unexpected("`\(sign)`") } }

    private mutating func whole() throws(ExpressionError) -> ExpressionSyntax {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.mostDepth else { throw ExpressionError(reason: .tooDeep(most: Self.mostDepth), column: now.column) }
        let column = now.column
        guard passWord("if") else { return try either() }
        let condition = try whole()
        guard passWord("then") else { throw unexpected("`then`") }
        let yes = try whole()
        guard passWord("else") else { throw unexpected("`else`") }
        return .call(.choose, [condition, yes, try whole()], column)
    }

    private mutating func either() throws(ExpressionError) -> ExpressionSyntax {
        var left = try both()
        while case let column = now.column, passWord("or") { left = .call(.or, [left, try both()], column) }
        return left
    }

    private mutating func both() throws(ExpressionError) -> ExpressionSyntax {
        var left = try negation()
        while case let column = now.column, passWord("and") { left = .call(.and, [left, try negation()], column) }
        return left
    }

    private mutating func negation() throws(ExpressionError) -> ExpressionSyntax {
        let column = now.column
        var isNegated = false
        while passWord("not") { isNegated.toggle() }
        let value = try comparison()
        return isNegated ? .call(.not, [value], column) : value
    }

    private mutating func comparison() throws(ExpressionError) -> ExpressionSyntax {
        let left = try sum(), column = now.column
        let signs: [(String, ExpressionFunction)] = [("==", .equal), ("=", .equal), ("!=", .unequal), ("<=", .atMost), (">=", .atLeast), ("<", .below), (">", .above)]
        for (sign, function) in signs where pass(sign) { return .call(function, [left, try sum()], column) }
        if passWord("in") {
            try need("(")
            return .call(.among, [left] + (try list()), column)
        }
        if passWord("is") {
            let isNot = passWord("not")
            guard passWord("missing") else { throw unexpected("`missing`") }
            let test = ExpressionSyntax.call(.isMissing, [left], column)
            return isNot ? .call(.not, [test], column) : test
        }
        return left
    }

    private mutating func sum() throws(ExpressionError) -> ExpressionSyntax {
        var left = try product()
        while true {
            let column = now.column
            if pass("+") { left = .call(.add, [left, try product()], column) } else if pass("-") { left = .call(.subtract, [left, try product()], column) } else { return left }
        }
    }

    private mutating func product() throws(ExpressionError) -> ExpressionSyntax {
        var left = try signed()
        while true {
            let column = now.column
            if pass("*") { left = .call(.multiply, [left, try signed()], column)
            } else if pass("/") { left = .call(.divide, [left, try signed()], column)
            } else if pass("%") { left = .call(.remainder, [left, try signed()], column)
            } else { return left }
        }
    }

    private mutating func signed() throws(ExpressionError) -> ExpressionSyntax {
        let column = now.column
        var isNegated = false
        while pass("-") { isNegated.toggle() }
        var value = try primary()
        let power = now.column
        if pass("^") {
            depth += 1
            defer { depth -= 1 }
            guard depth <= Self.mostDepth else { throw ExpressionError(reason: .tooDeep(most: Self.mostDepth), column: power) }
            value = .call(.power, [value, try signed()], power)
        }
        return isNegated ? .call(.negate, [value], column) : value
    }

    private mutating func primary() throws(ExpressionError) -> ExpressionSyntax {
        let token = now
        place += token.kind == .end ? 0 : 1
        switch token.kind {
        case .number(let value): return .number(value, token.column)
        case .text(let text): return .text(text, token.column)
        case .quotedName(let name): return .name(name, token.column)
        case .word("true"), .word("false"): return .boolean(token.kind == .word("true"), token.column)
        case .word("missing"): return .missing(token.column)
        case .word("if"):
            place -= 1
            return try whole()
        case .word(let word): return pass("(") ? try call(word, token.column) : .name(word, token.column)
        case .sign("("):
            let value = try whole()
            try need(")")
            return value
        case .sign, .end:
            place -= token.kind == .end ? 0 : 1
            throw unexpected("a value")
        }
    }

    private mutating func call(_ word: String, _ column: Int) throws(ExpressionError) -> ExpressionSyntax {
        guard let function = ExpressionFunction.named[word] else {
            throw ExpressionError(reason: .unknownFunction(word, known: ExpressionFunction.named.keys.sorted()), column: column)
        }
        return .call(function, try list(), column)
    }

    /// Up to the closing bracket.
    private mutating func list() throws(ExpressionError) -> [ExpressionSyntax] {
        if pass(")") { return [] }
        var values = [try whole()]
        while pass(",") { values.append(try whole()) }
        try need(")")
        return values
    }
}
