import CZlib
import HTTPTypes
import Records
import Testing
@testable import Server

@Suite("Gzip")
struct GzipTests {
    @Test("makes larger JSON smaller for those who ask", arguments: ["gzip", "br, gzip;q=0.8", "*"])
    func asked(_ header: String) async throws {
        let tester = RouterTester()
        let plain = try await tester.send(.get, "/v1/openapi.json").bytes()
        let answered = try await tester.send(.get, "/v1/openapi.json", headers: [.acceptEncoding: header])
        #expect(answered.header("content-encoding") == "gzip")
        let small = try await answered.bytes()
        #expect(answered.header("content-length") == String(small.count))
        #expect(small.count * 3 < plain.count)
        #expect(inflate(small, room: plain.count + 1) == plain)
    }

    @Test("leaves the others alone", arguments: ["", "identity", "gzip;q=0", "br"])
    func notAsked(_ header: String) async throws {
        let answered = try await RouterTester().send(.get, "/v1/openapi.json", headers: [.acceptEncoding: header])
        #expect(answered.header("content-encoding") == nil)
    }

    @Test("leaves small answers alone")
    func small() async throws {
        let answered = try await RouterTester().send(.get, "/v1/health", headers: [.acceptEncoding: "gzip"])
        #expect(answered.header("content-encoding") == nil)
    }

    private func inflate(_ bytes: [UInt8], room: Int) -> [UInt8]? {
        var stream = z_stream()
        guard winnow_inflate_init(&stream, 15 + 16) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: room)
        let status = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                return CZlib.inflate(&stream, Z_FINISH)
            }
        }
        return status == Z_STREAM_END ? Array(output.prefix(Int(stream.total_out))) : nil
    }
}
