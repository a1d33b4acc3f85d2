import Records
import Testing
@testable import Preparing

@Suite("Feature expressions")
struct FeatureExpressionTests {
    private let rows: [JSONObject] = [
        ["a": 6, "b": "4", "t": " Ab,cd ", "day": "2024-02-29T13:05"], ["a": -1, "b": nil, "t": "x", "day": "03/04/2024"], ["a": "no", "b": 0, "t": "", "day": "nothing"],
    ]

    @Test("gives what is written", arguments: [
        ("a * b + 1", "25 null null"), ("a ^ 2 / 4", "9 0.25 null"), ("-a ^ 2", "-36 -1 null"), ("1 + 2 * 3 - 4 % 3", "6 6 6"), ("coalesce(b, 9)", "4 9 0"),
        ("if a > 0 then 'up' else 'down'", "\"up\" \"down\" null"), ("a > 0 or true", "true true true"), ("a > 0 and false", "false false false"), ("not a = 6", "false true null"),
        ("b is missing", "false true false"), ("a in (6, 7)", "true false null"), ("lower(trim(t))", "\"ab,cd\" \"x\" null"), ("part(t, ',', 2)", "\"cd \" null null"),
        ("extract(t, '([a-z]+) ')", "\"cd\" null null"), ("matches(t, '^x$')", "false true null"), ("replace(t, ',', ';')", "\" Ab;cd \" \"x\" null"), ("length(t)", "7 1 null"),
        ("contains(t, 'cd')", "true false null"), ("year(day) * 100 + month(day)", "202402 null null"), ("weekday(day)", "4 null null"), ("hour(day)", "13 null null"),
        ("bin(a, 0, 5, 10)", "2 0 null"), ("clip(a, 0, 5)", "5 0 null"), ("round(a / 7, 2)", "0.86 -0.14 null"), ("max(a, 3)", "6 3 null"), ("join(t, '-', text(a))", "\" Ab,cd -6\" \"x--1\" null"),
        ("`a` + number('2')", "8 1 null"), ("sqrt(a)", "2.449489742783178 null null"), ("6 / b", "1.5 null null"), ("log(0)", "null null null"),
    ])
    func gives(text: String, expected: String) throws {
        let values = try FeatureExpression(text).evaluate(rows).values
        #expect((0..<3).map { values.value(at: $0).text(sorted: true) }.joined(separator: " ") == expected)
    }

    @Test("says what is wrong, and in which column", arguments: [
        ("", 1), ("a +", 4), ("a + * b", 5), ("lower(1)", 7), ("'x' + 1", 1), ("a b", 3), ("nothere(1)", 1), ("sqrt(1, 2)", 1), ("'open", 1), ("if a then 1", 12), ("1 = 'x'", 5),
        ("matches(t, '(')", 12), ("matches(t, '\\1')", 12), ("round(a, b)", 10), ("1.2.3", 1), ("#", 1), ("if true then 1 else 'x'", 21),
    ])
    func refuses(text: String, column: Int) {
        let error = #expect(throws: ExpressionError.self) { try FeatureExpression(text) }
        #expect(error?.column == column, "\(error.map(String.init(describing:)) ?? "")")
    }

    @Test("counts what overflows, is undefined and cannot be read")
    func tally() throws {
        func tally(_ text: String) throws -> ExpressionTally { try FeatureExpression(text).evaluate(rows).tally }
        let (overflow, undefined, unreadable) = (try tally("10 ^ 400"), try tally("sqrt(-1)"), try tally("a + 1"))
        #expect(overflow.overflow == 3 && undefined.undefined == 3 && unreadable.unreadable == 1)
        #expect(try tally("year(day)").unreadable == 2)
    }

    @Test("refuses a column that is not there, and a kind that does not fit")
    func known() {
        #expect(throws: ExpressionError.self) { try FeatureExpression("x + 1", known: ["y": .number]) }
        #expect(throws: ExpressionError.self) { try FeatureExpression("t + 1", known: ["t": .text]) }
        #expect(throws: ExpressionError.self) { try FeatureExpression(String(repeating: "(", count: 5000) + "1") }
        #expect(throws: ExpressionError.self) { try FeatureExpression(String(repeating: "2 ^ ", count: 2000) + "1") }
        #expect(throws: ExpressionError.self) { try FeatureExpression(String(repeating: "2+", count: 4000) + "1") }
    }

    @Test("a table gets a column more, the same in any batch")
    func table() throws {
        var builder = TableColumnsBuilder()
        for row in 0..<50 { builder.add(["n": .int(Int64(row)), "c": .string("v\(row % 3)")]) }
        let expression = try FeatureExpression("if c = 'v1' then n * 2 else hash(c, 10)")
        let all = try expression.evaluate(builder.table().table, named: "f").column
        let rows = (0..<50).map { ["n": .int(Int64($0)), "c": .string("v\($0 % 3)")] as JSONObject }
        for start in stride(from: 0, to: 50, by: 7) {
            let part = expression.evaluate(Array(rows[start..<min(50, start + 7)])).values
            for row in start..<min(50, start + 7) { #expect(part.value(at: row - start) == all.cells.value(at: row)) }
        }
    }

    @Test("a pattern that drives others mad takes no longer than its text")
    func linear() throws {
        let text = String(repeating: "a", count: 20_000)
        let values = try FeatureExpression("matches(t, '^(a+)+$')").evaluate([["t": .string(text + "b")], ["t": .string(text)]]).values
        #expect(values == .booleans([false, true]))
        #expect(throws: ExpressionError.self) { try FeatureExpression("matches(t, '((a{100}){100}){100}')") }
    }
}
