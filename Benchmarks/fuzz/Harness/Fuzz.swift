import Glibc

/// What libFuzzer calls. Which parser the bytes go to is said by `FUZZ_TARGET`, so that one build serves all of them;
/// `Benchmarks/fuzz/run` sets it.
enum Fuzz {
    static let chosen = setting("FUZZ_TARGET").flatMap { name in FuzzCatalog.all.first { $0.name == name } }

    static func setting(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}

/// One parser and what must be true of it whatever the bytes are. That it ends in time, in memory and without a trap is
/// watched by libFuzzer; `body` adds what only we can know.
struct FuzzTarget: Sendable {
    var name: String
    var body: @Sendable ([UInt8]) throws -> Void
}

/// A law of a parser. A broken one ends the program, which libFuzzer takes for a crash and keeps the bytes.
func law(_ holds: Bool, _ sentence: String, _ details: @autoclosure () -> String = "") {
    if !holds { fatalError("\(sentence) \(details())") }
}

/// A file of these bytes in a folder of memory, for readers that want a path: overwritten by the next.
func memoryFile(_ name: String, _ bytes: [UInt8]) -> String {
    let folder = "\(Fuzz.setting("TMPDIR") ?? "/tmp")/files"
    mkdir(folder, 0o700)
    let path = "\(folder)/\(name)"
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    let isWritten = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) == $0.count }
    close(file)
    law(isWritten, "the harness cannot write to \(path)")
    return path
}

@_cdecl("LLVMFuzzerInitialize")
public func fuzzInitialize(_ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutableRawPointer) -> CInt {
    if Fuzz.setting("FUZZ_LIST") != nil {
        for target in FuzzCatalog.all { print(target.name) }
        exit(0)
    }
    if let folder = Fuzz.setting("FUZZ_SEEDS") {
        do { try FuzzSeeds.write(to: folder) } catch { print("fuzz: the seeds could not be written: \(error)") }
        exit(0)
    }
    if Fuzz.chosen == nil {
        print("fuzz: FUZZ_TARGET is none of \(FuzzCatalog.all.map(\.name).joined(separator: ", "))")
        exit(2)
    }
    return 0
}

/// An error of a parser is an answer, so it ends the run well.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: count))
    try? Fuzz.chosen?.body(bytes)
    return 0
}
