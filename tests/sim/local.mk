# The simulator: chance against the market, and a model beside it.
check_PROGRAMS += tests/sim/test_sim
tests_sim_test_sim_SOURCES = \
	tests/sim/test_sim.c tests/sim/sim.h \
	tests/sim/acts.c tests/sim/acts.h \
	tests/sim/ask.c tests/sim/ask.h \
	tests/sim/bank.c \
	tests/sim/calls.c tests/sim/calls.h \
	tests/sim/chance.c tests/sim/chance.h \
	tests/sim/clock.c tests/sim/clock.h \
	tests/sim/competitor.c \
	tests/sim/dispute_twin.c tests/sim/dispute_twin.h \
	tests/sim/drop_twin.c tests/sim/drop_twin.h \
	tests/sim/fault.c tests/sim/fault.h \
	tests/sim/hire_twin.c tests/sim/hire_twin.h \
	tests/sim/look.c tests/sim/look.h \
	tests/sim/model.c tests/sim/model.h \
	tests/sim/move.c tests/sim/move.h \
	tests/sim/outside.c \
	tests/sim/pass.c tests/sim/pass.h \
	tests/sim/ruling.c tests/sim/ruling.h \
	tests/sim/sender.c \
	tests/sim/standing_twin.c tests/sim/standing_twin.h \
	tests/sim/tally.c tests/sim/tally.h \
	tests/sim/worker.c
tests_sim_test_sim_CPPFLAGS = $(TEST_CPPFLAGS)
tests_sim_test_sim_LDADD = librival.a $(WORLD)
