// The C function of wombat/lookup2.h.
#include <wombat/lookup2.h>

namespace {

struct State {
  ub4 a, b, c;

  // Every bit of each word comes to affect the others: three rounds of the same step, with the
  // shifts of the published function.
  void mix() noexcept {
    round(13, 8, 13);
    round(12, 16, 5);
    round(3, 10, 15);
  }

 private:
  void round(int right_a, int left_b, int right_c) noexcept {
    a = (a - b - c) ^ (c >> right_a);
    b = (b - c - a) ^ (a << left_b);
    c = (c - a - b) ^ (b >> right_c);
  }
};

// Up to four bytes, the first one lowest.
ub4 word_of(const ub1* bytes, ub4 count) noexcept {
  ub4 word = 0;
  for (ub4 i = 0; i < count && i < 4; ++i) word |= static_cast<ub4>(bytes[i]) << (8 * i);
  return word;
}

}  // namespace

ub4 whash(ub1* k, ub4 length, ub4 initval) {
  constexpr ub4 kGoldenRatio = 0x9e3779b9;
  State state{kGoldenRatio, kGoldenRatio, initval};
  if (k == nullptr) length = 0;
  ub4 left = length;
  for (; left >= 12; left -= 12, k += 12) {
    state.a += word_of(k, 4);
    state.b += word_of(k + 4, 4);
    state.c += word_of(k + 8, 4);
    state.mix();
  }
  // The lowest byte of the last word is the length's.
  state.a += word_of(k, left);
  state.b += left > 4 ? word_of(k + 4, left - 4) : 0;
  state.c += (left > 8 ? word_of(k + 8, left - 8) << 8 : 0) + length;
  state.mix();
  return state.c;
}
