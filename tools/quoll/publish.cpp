#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <variant>

#include "commands.h"
#include "dispatched_queue.h"
#include "event_printer.h"
#include "session.h"
#include "topic_listener.h"

namespace quoll::tool {
namespace {

/// One NAME[:FID]=VALUE of the command line; the value's form decides its type.
struct FieldSpec {
  std::string name;
  mama_fid_t fid = 0;
  std::variant<mama_i64_t, mama_f64_t, std::string> value;
};

template <class Number>
bool to_number(const std::string& text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

FieldSpec parse_field(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    throw std::runtime_error(fmt::format("--field '{}': must be NAME[:FID]=VALUE", text));
  }
  FieldSpec field;
  field.name = text.substr(0, equals);
  if (const std::size_t colon = field.name.rfind(':'); colon != std::string::npos) {
    const std::string fid = field.name.substr(colon + 1);
    if (!to_number(fid, field.fid)) {
      throw std::runtime_error(
          fmt::format("--field '{}': '{}' is not a field id (0 to 65535)", text, fid));
    }
    field.name.resize(colon);
  }
  const std::string value = text.substr(equals + 1);
  mama_i64_t integer = 0;
  mama_f64_t real = 0;
  if (to_number(value, integer)) {
    field.value = integer;
  } else if (to_number(value, real)) {
    field.value = real;
  } else {
    field.value = value;
  }
  return field;
}

mama_status add_field(mamaMsg message, const FieldSpec& field) {
  const char* name = field.name.c_str();
  if (const auto* integer = std::get_if<mama_i64_t>(&field.value)) {
    return mamaMsg_addI64(message, name, field.fid, *integer);
  }
  if (const auto* real = std::get_if<mama_f64_t>(&field.value)) {
    return mamaMsg_addF64(message, name, field.fid, *real);
  }
  return mamaMsg_addString(message, name, field.fid, std::get<std::string>(field.value).c_str());
}

/// The time at which message `number` (from 1) is due.
std::chrono::steady_clock::time_point due(std::chrono::steady_clock::time_point start,
                                          std::uint64_t number, double rate) {
  if (rate <= 0) return start;
  return start + std::chrono::nanoseconds(
                     static_cast<std::int64_t>(static_cast<double>(number - 1) / rate * 1e9));
}

bool wait_until(std::chrono::steady_clock::time_point when, Interrupt& interrupt) {
  do {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(when - std::chrono::steady_clock::now());
    if (interrupt.wait_for(
            std::clamp(left, std::chrono::milliseconds(0), std::chrono::milliseconds(1000)))) {
      return false;
    }
  } while (std::chrono::steady_clock::now() < when);
  return true;
}

}  // namespace

int run_publish(const PublishOptions& options, Output& output, Interrupt& interrupt) {
  std::vector<FieldSpec> fields;
  for (const std::string& text : options.fields) fields.push_back(parse_field(text));

  const Session session(options.middleware, options.transport);
  const DispatchedQueue queue(session.bridge());
  std::atomic<std::uint64_t> echoed{0};
  std::unique_ptr<TopicListener> echo;
  if (options.echo) {
    echo = std::make_unique<TopicListener>(session.transport(), queue.handle(), options.topic,
                                           output, echoed, 0);
  }
  std::unique_ptr<EventPrinter> events;
  if (options.events) {
    events = std::make_unique<EventPrinter>(session.transport(), queue.handle(), output);
  }
  mamaPublisher handle = nullptr;
  if (events) {
    handle = events->create_publisher(options.topic);
  } else {
    require(
        mamaPublisher_create(&handle, session.transport(), options.topic.c_str(), nullptr, nullptr),
        fmt::format("cannot publish to '{}'", options.topic));
  }
  const std::unique_ptr<mamaPublisherImpl_, mama_status (*)(mamaPublisher)> publisher(
      handle, mamaPublisher_destroy);
  mamaMsg message = nullptr;
  require(mamaMsg_create(&message), "mamaMsg_create");
  const std::unique_ptr<mamaMsgImpl_, mama_status (*)(mamaMsg)> owner(message, mamaMsg_destroy);

  const auto start = std::chrono::steady_clock::now();
  std::uint64_t published = 0;
  while (options.count == 0 || published < options.count) {
    if (!wait_until(due(start, published + 1, options.rate), interrupt)) break;
    require(mamaMsg_clear(message), "mamaMsg_clear");
    require(mamaMsg_addU32(message, "MdSeqNum", 10, static_cast<mama_u32_t>(published + 1)),
            "MdSeqNum");
    for (const FieldSpec& field : fields) {
      require(add_field(message, field), fmt::format("adding the field '{}'", field.name));
    }
    require(mamaPublisher_send(publisher.get(), message), "mamaPublisher_send");
    ++published;
  }
  while (echo && echoed.load() < published && !interrupt.wait_for(std::chrono::milliseconds(5))) {
  }
  if (output.json()) {
    output.line({{"event", "summary"}, {"topic", options.topic}, {"published", published}});
  } else {
    output.text(fmt::format("published {} messages on '{}'\n", grouped(published), options.topic));
  }
  return 0;
}

}  // namespace quoll::tool
