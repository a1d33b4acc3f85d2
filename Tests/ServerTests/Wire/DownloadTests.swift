import HTTPTypes
import Records
import Testing
@testable import Server

@Suite("Downloads")
struct DownloadTests {
    let path = "/v1/projects/birds/shipments/\(Sample.id)/files/data.html"

    @Test("leave as attachments of a fixed type, whatever they are called")
    func attachment() async throws {
        let answered = try await RouterTester().send(.get, path, as: .token("manager"))
        #expect(answered.status == 200)
        #expect(answered.header("content-type") == "application/octet-stream")
        #expect(answered.header("content-disposition")?.hasPrefix("attachment;") == true)
        #expect(answered.header("x-content-type-options") == "nosniff")
        #expect(try await answered.text() == "0123456789")
    }

    @Test("may have slashes in their names, but no name that climbs", arguments: [
        ("train/data.csv", 200), ("a/b/c.txt", 200), ("../../secret", 404), ("a/..%2fsecret", 404), ("%2e%2e/secret", 404), ("", 404), ("a%2f..%2fb", 404),
    ])
    func folders(name: String, status: Int) async throws {
        let tester = RouterTester()
        let answered = try await tester.send(.get, "/v1/projects/birds/shipments/\(Sample.id)/files/\(name)", as: .token("manager"))
        #expect(answered.status == status)
        #expect(tester.operations.calls.count == (status == 200 ? 1 : 0))
    }

    @Test("come in parts", arguments: [
        ("bytes=0-3", 206, "0123", "bytes 0-3/10"), ("bytes=7-", 206, "789", "bytes 7-9/10"), ("bytes=-2", 206, "89", "bytes 8-9/10"),
        ("bytes=8-99", 206, "89", "bytes 8-9/10"), ("bytes=0-1,4-5", 200, "0123456789", nil), ("lines=1-2", 200, "0123456789", nil),
        ("bytes=5-2", 200, "0123456789", nil),
    ])
    func ranges(range: String, status: Int, text: String, contentRange: String?) async throws {
        let answered = try await RouterTester().send(.get, path, as: .token("manager"), headers: [.range: range])
        #expect(answered.status == status)
        #expect(answered.header("content-range") == contentRange)
        #expect(try await answered.text() == text)
    }

    @Test("past the end are 416", arguments: ["bytes=10-", "bytes=99-100", "bytes=-0"])
    func outside(_ range: String) async throws {
        let answered = try await RouterTester().send(.get, path, as: .token("manager"), headers: [.range: range])
        #expect(answered.status == 416)
        #expect(answered.header("content-range") == "bytes */10")
    }

    @Test("are not sent again to those who have them")
    func unchanged() async throws {
        let answered = try await RouterTester().send(.get, path, as: .token("manager"), headers: [.ifNoneMatch: "\"abc\""])
        #expect(answered.status == 304)
    }

    @Test("have names that cannot end a header or leave a folder", arguments: [
        ("a.csv", "attachment; filename=\"a.csv\"; filename*=UTF-8''a.csv"),
        ("../../etc/passwd", "attachment; filename=\"passwd\"; filename*=UTF-8''passwd"),
        ("a\"b\r\nX: y.csv", "attachment; filename=\"a_b__X: y.csv\"; filename*=UTF-8''a%22b%0D%0AX%3A%20y.csv"),
        ("eule-ü.txt", "attachment; filename=\"eule-_.txt\"; filename*=UTF-8''eule-%C3%BC.txt"),
    ])
    func names(name: String, header: String) {
        #expect(Download.disposition(for: name) == header)
    }
}
