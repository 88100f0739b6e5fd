// A tree of clusters, drawn: the two nearest are joined, again and again, by the mean distance of their
// members.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

namespace p2g {

struct Stroke {
  double x0, y0, x1, y1;  // x: distance at which clusters join; y: places of leaves
};

struct Dendrogram {
  std::vector<Stroke> strokes;
  std::vector<size_t> order;  // leaves from place 0 on
};

namespace cluster_detail {

struct Cluster {
  std::vector<size_t> members;
  double height = 0;  // where its own two parts were joined
  int left = -1, right = -1;
};

inline double distance(const std::vector<double>& a, const std::vector<double>& b) {
  double total = 0;
  for (size_t i = 0; i < a.size(); ++i) total += (a[i] - b[i]) * (a[i] - b[i]);
  return std::sqrt(total);
}

inline double mean_distance(const Cluster& a, const Cluster& b,
                            const std::vector<std::vector<double>>& points) {
  double total = 0;
  for (const size_t i : a.members)
    for (const size_t j : b.members) total += distance(points[i], points[j]);
  return total / static_cast<double>(a.members.size() * b.members.size());
}

// Returns the y of the stroke that leads out of this cluster.
inline double draw(const std::vector<Cluster>& all, int index, Dendrogram& tree) {
  const Cluster& own = all[static_cast<size_t>(index)];
  if (own.left < 0) {
    tree.order.push_back(own.members[0]);
    return static_cast<double>(tree.order.size() - 1);
  }
  double y[2];
  const int parts[] = {own.left, own.right};
  for (const int side : {0, 1}) {
    y[side] = draw(all, parts[side], tree);
    tree.strokes.push_back({all[static_cast<size_t>(parts[side])].height, y[side], own.height, y[side]});
  }
  tree.strokes.push_back({own.height, y[0], own.height, y[1]});
  return (y[0] + y[1]) / 2;
}

}  // namespace cluster_detail

inline Dendrogram cluster(const std::vector<std::vector<double>>& points) {
  using cluster_detail::Cluster;
  std::vector<Cluster> all;
  std::vector<int> open;
  for (size_t i = 0; i < points.size(); ++i) {
    open.push_back(static_cast<int>(all.size()));
    all.push_back({{i}});
  }
  while (open.size() > 1) {
    size_t a = 0, b = 1;
    double best = -1;
    for (size_t i = 0; i < open.size(); ++i)
      for (size_t j = i + 1; j < open.size(); ++j) {
        const double d = cluster_detail::mean_distance(all[static_cast<size_t>(open[i])],
                                                       all[static_cast<size_t>(open[j])], points);
        if (best < 0 || d < best) best = d, a = i, b = j;
      }
    Cluster joined{all[static_cast<size_t>(open[a])].members, best, open[a], open[b]};
    const auto& others = all[static_cast<size_t>(open[b])].members;
    joined.members.insert(joined.members.end(), others.begin(), others.end());
    open.erase(open.begin() + static_cast<std::ptrdiff_t>(b));
    open[a] = static_cast<int>(all.size());
    all.push_back(std::move(joined));
  }
  Dendrogram tree;
  cluster_detail::draw(all, open[0], tree);
  return tree;
}

}  // namespace p2g
