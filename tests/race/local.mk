# Contenders on real locks.
