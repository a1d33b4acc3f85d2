import Records

let activeSpeed: [SpeedCase] = []
