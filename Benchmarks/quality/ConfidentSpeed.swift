import Records

let confidentSpeed: [SpeedCase] = []
