import Foundation

/// Roll, pitch and yaw in radians (about x, then y, then z) and quaternions w x y z.
enum SageMakerTurn {
    static func quaternion(roll: Double, pitch: Double, yaw: Double) -> [Double] {
        let (cr, sr, cp, sp, cy, sy) = (cos(roll / 2), sin(roll / 2), cos(pitch / 2), sin(pitch / 2), cos(yaw / 2), sin(yaw / 2))
        return [cr * cp * cy + sr * sp * sy, sr * cp * cy - cr * sp * sy, cr * sp * cy + sr * cp * sy, cr * cp * sy - sr * sp * cy]
    }

    static func angles(_ q: [Double]) -> (roll: Double, pitch: Double, yaw: Double) {
        guard q.count == 4 else { return (0, 0, 0) }
        let (w, x, y, z) = (q[0], q[1], q[2], q[3])
        let sine = max(-1, min(1, 2 * (w * y - z * x)))
        return (atan2(2 * (w * x + y * z), 1 - 2 * (x * x + y * y)), asin(sine), atan2(2 * (w * z + x * y), 1 - 2 * (y * y + z * z)))
    }
}
