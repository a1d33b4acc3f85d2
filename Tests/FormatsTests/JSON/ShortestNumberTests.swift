import Testing
import Records
@testable import Formats

@Suite("Numbers of JSON")
struct ShortestNumberTests {
    @Test("whole numbers have no point, and every number comes back as the same double", arguments: [
        (0.0, "0"), (-0.0, "-0.0"), (25, "25"), (-3, "-3"), (0.1, "0.1"), (9_007_199_254_740_991, "9007199254740991"), (9_007_199_254_740_992, "9007199254740992.0"), (1e300, "1e+300"),
    ])
    func numbers(_ value: Double, _ text: String) throws {
        let written = JSONValue.shortest(value).text()
        #expect(written == text)
        let back = try #require(try JSONParser.parse(written).double)
        #expect(back == value && back.sign == value.sign)
    }
}
