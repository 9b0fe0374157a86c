"""The story that the example tells: a dealer who leases cars to fleets, and his customers."""

# Stage of the dealer's pipeline: probability, whether deals are closed there.
STAGES = {
    "Inquiry": ("0.1", False),
    "Test drive": ("0.4", False),
    "Offer": ("0.7", False),
    "Signed": ("1.0", True),
    "Lost": ("0.0", True),
}

# Product: price, cost, how often it is billed and for how long.
PRODUCTS = {
    "Electric van": ("38500", "33000", None, None),
    "Charging point": ("2400", "1500.5", None, None),
    "Fleet software": ("49.9", "5", "monthly", "P24M"),
    "Inspection plan": ("600", "450", "annually", "P36M"),
}

# Customer: city, parent.
COMPANIES = {
    "Meridian Group": ("Rotterdam", None),
    "Meridian Logistics": ("Rotterdam", "Meridian Group"),
    "Meridian Foods": ("Antwerp", "Meridian Group"),
    "Alba Clinics": ("Porto", None),
    "Alba Clinics Lda": ("Lisbon", None),
}

# Contact: job, company. The second Mia is the first one, met again.
CONTACTS = {
    "Ines Duarte": ("Fleet manager", "Meridian Logistics"),
    "Ben Okafor": ("Driver", "Meridian Logistics"),
    "Tomas Lind": ("CFO", "Meridian Group"),
    "Farah Aziz": ("Office manager", "Meridian Foods"),
    "Mia Keller": ("Head of operations", "Alba Clinics"),
    "Mia Keller-Sousa": ("", "Alba Clinics Lda"),
}

# Deal: company, contacts, cars, line items as product, quantity and discount per unit, days to its close, stages.
DEALS = {
    "Delivery vans": (
        "Meridian Logistics",
        ["Ines Duarte", "Tomas Lind"],
        8,
        [("Electric van", "8", "1500"), ("Charging point", "4", None), ("Fleet software", "8", None)],
        0,
        ["Test drive", "Offer", "Signed"],
    ),
    "Van for the harbour": (
        "Meridian Logistics",
        ["Ines Duarte"],
        1,
        [("Electric van", "1", None), ("Inspection plan", "1", "50")],
        2,
        ["Signed"],
    ),
    "Cold trucks": ("Meridian Foods", ["Farah Aziz"], 3, [("Electric van", "3", "-500")], 1, ["Test drive", "Lost"]),
    "Second depot": ("Meridian Logistics", ["Ines Duarte"], 4, [("Charging point", "12", "99.99")], 45, ["Offer"]),
    "Home visits": (
        "Alba Clinics",
        ["Mia Keller", "Mia Keller-Sousa"],
        5,
        [("Electric van", "5", None), ("Fleet software", "5", "4.9")],
        30,
        ["Test drive"],
    ),
    "Night shifts": ("Alba Clinics Lda", ["Mia Keller-Sousa"], 2, [("Charging point", "2", None)], 0, ["Signed"]),
    "Asked by mistake": ("Meridian Foods", ["Farah Aziz"], 1, [("Electric van", "1", None)], 10, []),
}

# Activity: days from now, what it says, whom it is about.
ACTIVITIES = [
    ("calls", -20, "First call", ["Ines Duarte", "Meridian Logistics", "Delivery vans"]),
    ("emails", -18, "Price list", ["Ines Duarte", "Tomas Lind", "Delivery vans"]),
    ("meetings", -9, "Test drive on Tuesday", ["Ines Duarte", "Ben Okafor", "Meridian Logistics", "Delivery vans"]),
    ("notes", -5, "Wants white vans", ["Ines Duarte", "Meridian Logistics"]),
    ("tasks", 3, "Send the contract", ["Tomas Lind", "Meridian Group", "Second depot"]),
    ("meetings", 6, "Visit of the depot", ["Ines Duarte", "Meridian Logistics", "Second depot"]),
    ("calls", -7, "Asked for home visits", ["Mia Keller", "Alba Clinics", "Home visits"]),
    ("emails", -2, "Asked again", ["Mia Keller-Sousa", "Alba Clinics Lda", "Home visits"]),
    ("calls", -1, "Wrong number", ["Farah Aziz", "Meridian Foods"]),
    ("notes", -1, "Van does not start", ["Ben Okafor", "The van does not start"]),
]

# Ticket: contact, company, stage.
TICKETS = {
    "The van does not start": ("Ben Okafor", "Meridian Logistics", "4"),
    "Invoice for the wrong company": ("Tomas Lind", "Meridian Group", "1"),
}

# Car: rate per day, driver.
CARS = {"Nordlys 3": ("89.5", "Ben Okafor"), "Nordlys 5": ("120", "Ines Duarte"), "Fjell": ("64.25", None)}
