# Requests through serve(), without a front.
