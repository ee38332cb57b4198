"""Who comes, who treats, who signs in."""

from ..extensions import db


class User(db.Model):
    __tablename__ = "users"

    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(120), nullable=False, unique=True)
    name = db.Column(db.String(120), nullable=False)
    password_hash = db.Column(db.String(255), nullable=False)


class Doctor(db.Model):
    __tablename__ = "doctors"

    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(120), nullable=False)
    speciality = db.Column(db.String(80), nullable=False, index=True)

    def to_dict(self):
        return {"id": self.id, "name": self.name, "speciality": self.speciality}


class Patient(db.Model):
    __tablename__ = "patients"

    id = db.Column(db.Integer, primary_key=True)
    # later: 1C the search asks for `ILIKE '%word%'`, for which only a trigram index helps
    name = db.Column(db.String(120), nullable=False)
    email = db.Column(db.String(120), nullable=False, unique=True)
    phone = db.Column(db.String(40))
    born_on = db.Column(db.Date, nullable=False)
    city = db.Column(db.String(80), nullable=False, index=True)
    policy_number = db.Column(db.String(40), nullable=False, index=True)
    family_doctor_id = db.Column(db.Integer, db.ForeignKey("doctors.id"), index=True)

    family_doctor = db.relationship("Doctor")
    allergies = db.relationship("Allergy", back_populates="patient", order_by="Allergy.id")

    def to_dict(self):
        # near miss: columns only, no relationship is loaded
        return {
            "id": self.id,
            "name": self.name,
            "email": self.email,
            "city": self.city,
            "born_on": self.born_on.isoformat(),
        }


class Allergy(db.Model):
    __tablename__ = "allergies"

    id = db.Column(db.Integer, primary_key=True)
    patient_id = db.Column(db.Integer, db.ForeignKey("patients.id"), nullable=False, index=True)
    substance = db.Column(db.String(80), nullable=False)
    is_severe = db.Column(db.Boolean, nullable=False, default=False)

    patient = db.relationship("Patient", back_populates="allergies")
