/// A load balance library: begins at the last member, and goes down.
extern "C" {

__attribute__((visibility("default"))) void loadBalanceInitial(int members, int* initial) {
  *initial = members - 1;
}

__attribute__((visibility("default"))) void loadBalance(int current, int members, const char*,
                                                        const char*, int* next) {
  *next = (current + members - 1) % members;
}
}
