import Records
import Testing
@testable import Preparing

@Suite("Table contracts")
struct TableContractTests {
    private let rows: [JSONObject] = [
        ["id": 1, "age": "30", "c": "a", "from": "2020-01-01", "to": "2020-02-01"], ["id": 2, "age": 200, "c": "b", "from": "2020-01-01", "to": "2019-01-01"],
        ["id": 2, "age": nil, "c": "zz", "from": "", "to": "x"], ["id": 4, "age": "x", "c": nil, "from": "2020-01-01", "to": "2020-02-01"],
    ]

    private func result(_ rule: ContractRule, keys: [String: Set<String>] = [:]) throws -> RuleResult {
        var check = try ContractCheck(TableContract(name: "t", rules: [rule]), keys: keys)
        _ = check.check(rows, lines: [2, 3, 4, 5])
        return check.result().rules[0]
    }

    @Test("each rule counts what it checked and what broke it", arguments: [
        (ContractRule(.notBeNull, column: "age"), 4, 1, 4), (ContractRule(.beUnique, column: "id"), 4, 1, 4), (ContractRule(.beBetween(minimum: 0, maximum: 120), column: "age"), 3, 2, 3),
        (ContractRule(.beInSet(["a", "b"]), column: "c"), 3, 1, 4), (ContractRule(.matchRegex("^[a-z]$"), column: "c"), 3, 1, 4), (ContractRule(.beOfType(.integer), column: "age"), 3, 1, 5),
        (ContractRule(.beOfType(.date), column: "to"), 4, 1, 4), (ContractRule(.compareTo(other: "to", .atMost), column: "from"), 3, 1, 3), (ContractRule(.existIn(keys: "k"), column: "id"), 4, 1, 5),
        (ContractRule(.satisfy("age < 100")), 2, 1, 3), (ContractRule(.lengthBetween(minimum: 1, maximum: 1), column: "c"), 3, 1, 4),
        (ContractRule(.beBetween(minimum: 0, maximum: 120), column: "age", when: "c = 'a'"), 1, 0, 0),
    ])
    func rules(rule: ContractRule, checked: Int, failed: Int, line: Int) throws {
        let result = try result(rule, keys: ["k": ["1", "2"]])
        #expect((result.checked, result.failed, result.failures.first?.line ?? 0) == (checked, failed, line))
        #expect(result.isPassed == (failed == 0))
    }

    @Test("rules about all: mean, deviation, rows and columns")
    func wholes() throws {
        #expect(try result(ContractRule(.meanBetween(minimum: 2, maximum: 3), column: "id")).observed == 2.25)
        #expect(try !result(ContractRule(.deviationBetween(minimum: 5, maximum: nil), column: "id")).isPassed)
        #expect(try !result(ContractRule(.rowCountBetween(minimum: 5, maximum: nil))).isPassed)
        #expect(try !result(ContractRule(.columnsMatch(["id", "gone"], ordered: false))).isPassed)
        #expect(try !result(ContractRule(.columnsMatch(["age", "id", "c", "from", "to"], ordered: true))).isPassed)
        #expect(try result(ContractRule(.columnsMatch(["age", "id", "c", "from", "to"], ordered: false))).isPassed)
    }

    @Test("mostly forgives a share; severity decides what passes; freeze is said")
    func mostly() throws {
        #expect(try result(ContractRule(.beInSet(["a", "b"]), column: "c", mostly: 0.6)).isPassed)
        var check = try ContractCheck(TableContract(name: "t", rules: [ContractRule(.notBeNull, column: "age", severity: .warning)]))
        _ = check.check(rows)
        let result = check.result()
        #expect(result.isPassed && result.isFrozen && result.findings.map(\.severity) == [.warning])
    }

    @Test("rows and values are discarded, new columns follow their own rule")
    func actions() throws {
        let contract = TableContract(name: "t", newColumns: .discardValue, rules: [
            ContractRule(.columnsMatch(["id", "age", "c", "from"], ordered: false)), ContractRule(.beUnique, column: "id", action: .discardRow),
            ContractRule(.beBetween(minimum: 0, maximum: 120), column: "age", action: .discardValue),
        ])
        var check = try ContractCheck(contract)
        let kept = check.check(rows), result = check.result()
        #expect(kept.map { $0 == nil } == [false, false, true, false] && result.discardedRows == 1)
        #expect(kept[1]?["age"]?.isNull == true && kept[0]?["age"]?.string == "30" && kept[0]?.keys == ["id", "age", "c", "from"])
        #expect(result.newColumns == ["to"] && !result.isFrozen)
    }

    @Test("is written to JSON and read back the same; a draft keeps the table it came from")
    func json() throws {
        var profile = TableProfile()
        let table = (0..<60).map { (row: Int) -> JSONObject in
            let side = row % 2 == 0 ? "u" : "v", day = "2024-01-0\(row % 9 + 1)"
            return ["id": .int(Int64(row)), "x": .double(Double(row) / 7), "c": .string(side), "d": .string(day)]
        }
        for row in table { profile.add(row) }
        let draft = TableContract.draft(from: profile.report())
        let text = JSONValue.object(draft.json).text(sorted: false)
        #expect(try TableContract(try #require(try JSONParser.parse(text).object)) == draft)
        #expect(Set(draft.rules.map(\.expectation.name)).isSuperset(of: ["be_unique", "be_in_set", "be_between", "be_of_type", "not_be_null", "columns_match"]))
        var check = try ContractCheck(draft)
        _ = check.check(table)
        let result = check.result()
        #expect(result.isPassed && !result.isFrozen && result.findings.isEmpty, "\(result.findings)")
    }

    @Test("refuses a contract it does not understand", arguments: [
        #"{"rules":[{"rule":"be_nice","column":"a"}]}"#, #"{"rules":[{"rule":"be_between"}]}"#, #"{"rules":[{"rule":"not_be_null","column":"a","mostly":2}]}"#,
        #"{"rules":[{"rule":"not_be_null","column":"a","extra":2}]}"#, #"{"rules":1}"#, #"{"rules":[],"more":1}"#, #"{"rules":[{"rule":"be_between","column":"a","minimum":3,"maximum":1}]}"#,
    ])
    func refuses(text: String) throws {
        let object = try #require(try JSONParser.parse(text).object)
        #expect(throws: Finding.self) { try TableContract(object) }
    }

    @Test("refuses patterns and conditions that cannot be read, and keys nobody handed over")
    func unready() {
        for rule in [ContractRule(.matchRegex("("), column: "a"), ContractRule(.satisfy("1 +")), ContractRule(.existIn(keys: "k"), column: "a"), ContractRule(.notBeNull, column: "a", when: "5")] {
            #expect(throws: Finding.self) { try ContractCheck(TableContract(name: "t", rules: [rule])) }
        }
    }
}
