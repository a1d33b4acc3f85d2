@testable import Formats
import Records

/// The three run lengths that masks come in: COCO's text, CVAT's text, Label Studio's bit stream. The first byte says
/// which, the next four how large the picture is.
enum MaskLaws {
    @Sendable static func runs(_ bytes: [UInt8]) throws {
        guard bytes.count > 5 else { return }
        let body = bytes[5...]
        switch bytes[0] % 3 {
        case 0: coco(String(decoding: body, as: UTF8.self), bytes)
        case 1: cvat(String(decoding: body, as: UTF8.self), bytes)
        default: brush(Array(body), bytes)
        }
    }

    private static func coco(_ text: String, _ head: [UInt8]) {
        guard let runs = COCORuns.decode(text) else { return }
        law(COCORuns.decode(COCORuns.encode(runs)) == runs, "COCO's runs are written and read again as the same", "\(runs)")
        // Heights by a power of two, so that both thin and huge windows come up; the width is what the runs ask for.
        let height = 1 << Int(head[1] % 31)
        var sum = 0
        for run in runs {
            let (next, overflows) = sum.addingReportingOverflow(run)
            if overflows { return }
            sum = next
        }
        // Windows that begin near the picture, and as far away as numbers go.
        let far = head[1] < 128 ? 0 : Int(head[4] & 63)
        let at = [Int(Int8(bitPattern: head[2])) << far, Int(Int8(bitPattern: head[3])) << far]
        guard let mask = MaskRuns(Mask(size: [height, sum / height], runs: runs, at: at)) else { return }
        law(mask.area >= 0 && mask.area <= sum, "a mask is no larger than its window")
        law((mask.bounds == nil) == (mask.area == 0), "only an empty mask has no bounds")
        guard let size = PixelSize(width: Int(head[4] & 63) + 1, height: Int(head[4] >> 2) + 1) else { return }
        let (cut, isCut) = mask.runs(over: size)
        law(MaskRuns.fits(cut, height: size.height, width: size.width), "a mask laid over a picture fills it exactly", "\(cut)")
        let area = stride(from: 1, to: cut.count, by: 2).reduce(0) { $0 + cut[$1] }
        law(isCut == (area < mask.area), "and says whether something was cut off")
    }

    private static func cvat(_ text: String, _ head: [UInt8]) {
        let (left, top) = (Int(Int8(bitPattern: head[3])), Int(Int8(bitPattern: head[4])))
        guard let mask = CVATMask.mask(text, left: left, top: top, width: Int(head[1]), height: Int(head[2])) else { return }
        law(MaskRuns(mask) != nil, "CVAT's runs fill their crop", "\(mask)")
        let again = CVATMask.text(mask).flatMap { CVATMask.mask($0, left: left, top: top, width: Int(head[1]), height: Int(head[2])) }
        law(again == mask, "and are written and read again as the same", "\(mask)")
    }

    private static func brush(_ stream: [UInt8], _ head: [UInt8]) {
        guard let size = PixelSize(width: Int(head[1] & 63) + 1, height: Int(head[2] & 63) + 1), let mask = LabelStudioBrush.mask(stream, size) else { return }
        law(MaskRuns(mask) != nil, "a brush's runs fill the picture", "\(mask)")
        let again = LabelStudioBrush.bytes(mask, size).flatMap { LabelStudioBrush.mask($0, size) }
        law(again == mask, "and are written and read again as the same", "\(mask)")
    }
}
