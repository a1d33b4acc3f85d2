import Foundation

/// Turns in space given as three angles in radians about x, y and z, applied in that order to the axes themselves (`Rx Ry Rz`,
/// as three.js and with it CVAT, Datumaro and Supervisely have it), and as a unit quaternion w, x, y, z.
enum EulerAngles {
    static func quaternion(_ angles: [Double]) -> [Double] {
        guard angles.count == 3, angles.contains(where: { $0 != 0 }) else { return [1, 0, 0, 0] }
        let (c1, c2, c3) = (cos(angles[0] / 2), cos(angles[1] / 2), cos(angles[2] / 2))
        let (s1, s2, s3) = (sin(angles[0] / 2), sin(angles[1] / 2), sin(angles[2] / 2))
        return [c1 * c2 * c3 - s1 * s2 * s3, s1 * c2 * c3 + c1 * s2 * s3, c1 * s2 * c3 - s1 * c2 * s3, c1 * c2 * s3 + s1 * s2 * c3]
    }

    /// Where y turns by a right angle, x and z turn about the same axis: z is 0 then.
    static func angles(_ q: [Double]) -> [Double] {
        guard q.count == 4 else { return [0, 0, 0] }
        let (w, x, y, z) = (q[0], q[1], q[2], q[3])
        let sine = max(-1, min(1, 2 * (x * z + w * y)))
        if sine.magnitude > 0.9999999 { return [atan2(2 * (y * z + w * x), 1 - 2 * (x * x + z * z)), asin(sine), 0] }
        return [atan2(-2 * (y * z - w * x), 1 - 2 * (x * x + y * y)), asin(sine), atan2(-2 * (x * y - w * z), 1 - 2 * (y * y + z * z))]
    }
}
