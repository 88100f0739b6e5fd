#include "math/ids.h"

#include <utility>

#include "math/error.h"

namespace p2g {

Ids::Ids(Shape shape, std::vector<int32_t> values) : shape_(shape), values_(std::move(values)) {
  if (shape_.size() != static_cast<int64_t>(values_.size()))
    fail("ids", "{} values for shape {}", values_.size(), shape_.to_string());
}

Ids::Ids(std::vector<int32_t> values)
    : shape_{static_cast<int64_t>(values.size())}, values_(std::move(values)) {}

Ids Ids::filled(const Shape& shape, int32_t value) {
  return {shape, std::vector<int32_t>(static_cast<size_t>(shape.size()), value)};
}

void check_ids(const char* who, const Ids& ids, int64_t bound) {
  for (int64_t i = 0; i < ids.size(); ++i)
    if (ids[i] < 0 || ids[i] >= bound)
      fail(who, "id {} at position {} is outside the vocabulary of {}", ids[i], i, bound);
}

}  // namespace p2g
